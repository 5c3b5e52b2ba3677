//! Where the server is.

/// Where the server is, and how a client talks to it.
///
/// ```
/// use aileron::remote::Settings;
///
/// let sandbox = Settings::new("localhost:30080").insecure().project("flytesnacks").domain("development");
/// assert_eq!(sandbox.endpoint(), "localhost:30080");
/// ```
#[derive(Clone, Debug)]
#[must_use = "settings do nothing: give them to `Client::connect`"]
pub struct Settings {
    endpoint: String,
    is_insecure: bool,
    project: String,
    domain: String,
}

impl Settings {
    /// Names a server as `HOST:PORT`.
    pub fn new(endpoint: impl Into<String>) -> Self {
        Settings {
            endpoint: endpoint.into(),
            is_insecure: false,
            project: String::new(),
            domain: "development".to_owned(),
        }
    }

    /// Talks to the server without TLS, as a sandbox needs it.
    pub fn insecure(mut self) -> Self {
        self.is_insecure = true;
        self
    }

    /// Names the project in which the client registers and launches; a server has none by default.
    pub fn project(mut self, project: impl Into<String>) -> Self {
        self.project = project.into();
        self
    }

    /// Names the domain, by default `development`, as flytekit has it.
    pub fn domain(mut self, domain: impl Into<String>) -> Self {
        self.domain = domain.into();
        self
    }

    /// The server, as `HOST:PORT`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The project and the domain.
    pub(super) fn scope(&self) -> Scope {
        Scope { project: self.project.clone(), domain: self.domain.clone() }
    }

    /// The server as a URI.
    pub(super) fn uri(&self) -> String {
        format!("{}://{}", if self.is_insecure { "http" } else { "https" }, self.endpoint)
    }
}

/// Where on a server entities and executions are.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// Empty if nobody named it.
    pub(crate) project: String,
    pub(crate) domain: String,
}
