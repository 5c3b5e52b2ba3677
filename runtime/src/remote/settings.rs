//! Where the server is.

/// Where the server is, and how a client talks to it.
///
/// ```
/// use aileron::remote::Settings;
///
/// let sandbox = Settings::new("localhost:30080").insecure();
/// assert_eq!(sandbox.endpoint(), "localhost:30080");
/// ```
#[derive(Clone, Debug)]
#[must_use = "settings do nothing: give them to `Client::connect`"]
pub struct Settings {
    endpoint: String,
    is_insecure: bool,
}

impl Settings {
    /// Names a server as `HOST:PORT`.
    pub fn new(endpoint: impl Into<String>) -> Self {
        Settings { endpoint: endpoint.into(), is_insecure: false }
    }

    /// Talks to the server without TLS, as a sandbox needs it.
    pub fn insecure(mut self) -> Self {
        self.is_insecure = true;
        self
    }

    /// The server, as `HOST:PORT`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The server as a URI.
    pub(super) fn uri(&self) -> String {
        format!("{}://{}", if self.is_insecure { "http" } else { "https" }, self.endpoint)
    }
}
