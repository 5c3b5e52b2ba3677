//! Signing in to a Flyte: tokens for its calls, by each of the flows that its clients know.

mod bearer;
mod endpoints;
mod error;
mod http;
mod prompt;
mod settings;
mod store;

pub use bearer::Bearer;
pub use endpoints::AuthEndpoints;
pub use error::SignInError;
pub use http::HttpSettings;
pub use prompt::{Prompt, Terminal};
pub use settings::{ClientSecret, Flow, SignInSettings};
pub use store::TokenStore;

/// One user at one Flyte: gives each call its token, and signs in when there is none.
#[derive(Debug)]
pub struct SignIn {
    settings: SignInSettings,
    endpoints: AuthEndpoints,
    http: HttpSettings,
}

impl SignIn {
    /// A user at the Flyte that says this of its sign-in.
    #[must_use]
    pub fn new(settings: SignInSettings, endpoints: AuthEndpoints, http: HttpSettings) -> Self {
        SignIn { settings, endpoints, http }
    }

    /// The token for a call: the one that there is, refreshed in time, or else that of a new sign-in. However many callers wait, there
    /// is one sign-in.
    ///
    /// # Errors
    /// If the sign-in failed.
    #[expect(clippy::unused_async, reason = "flows come next")]
    pub async fn token(&self) -> Result<Bearer, SignInError> {
        let _ = Bearer::new(&self.endpoints.authorization_metadata_key, &"".into());
        Err(SignInError::Settings(format!("{:?} {:?}", self.settings, self.http)))
    }

    /// The server said `UNAUTHENTICATED` to this token: the next [`token`](Self::token) is another one.
    #[expect(clippy::unused_async, reason = "flows come next")]
    pub async fn refused(&self, used: &Bearer) {
        let _ = used;
    }
}
