//! What a server says of its sign-in.

/// What a Flyte says of its sign-in: the answers of `AuthMetadataService`. An absent text is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuthEndpoints {
    /// Where a browser begins, of `GetOAuth2Metadata`.
    pub authorization_endpoint: String,
    /// Where tokens come from, of `GetOAuth2Metadata`.
    pub token_endpoint: String,
    /// Where the device flow begins, of `GetOAuth2Metadata`. Flyte's own sign-in server has none.
    pub device_authorization_endpoint: String,
    /// The client that people use, of `GetPublicClientConfig`.
    pub client_id: String,
    /// The address on this machine to which the browser comes back, of `GetPublicClientConfig`.
    pub redirect_uri: String,
    /// What tokens are for, of `GetPublicClientConfig`.
    pub scopes: Vec<String>,
    /// The name of the header that has the token, of `GetPublicClientConfig`; if empty, `authorization`.
    pub authorization_metadata_key: String,
    /// Whom tokens are for, of `GetPublicClientConfig`.
    pub audience: String,
}
