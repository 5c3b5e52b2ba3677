//! What the user's configuration says of signing in.

use super::{Prompt, Terminal, TokenStore};
use secrecy::SecretString;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How a user signs in, and where the tokens are kept.
///
/// ```
/// use aileron::sign_in::{ClientSecret, Flow, SignInSettings};
///
/// let secret = ClientSecret::Variable("FLYTE_SECRET".to_owned());
/// let settings = SignInSettings::new("flyte.example.com", Flow::ClientSecret { id: "ci".to_owned(), secret });
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SignInSettings {
    /// The address of Flyte (`admin.endpoint`), without `dns:///`. Kept tokens are those of one address.
    pub endpoint: String,
    /// How the user signs in (`admin.authType`).
    pub flow: Flow,
    /// What the token is for (`admin.scopes`). If empty, the scopes that the server names.
    pub scopes: Vec<String>,
    /// Whom the token is for (`admin.audience`). If absent, the one that the server names, if any.
    pub audience: Option<String>,
    /// Where tokens are kept between calls of the program.
    pub store: TokenStore,
    /// How long a person has to sign in in the browser; by default 5 minutes.
    pub time_limit: Duration,
    /// How a person is asked.
    pub prompt: Arc<dyn Prompt>,
}

impl SignInSettings {
    /// The settings of a user of the terminal, whose tokens are kept.
    #[must_use]
    pub fn new(endpoint: &str, flow: Flow) -> Self {
        SignInSettings {
            endpoint: endpoint.strip_prefix("dns:///").unwrap_or(endpoint).to_owned(),
            flow,
            scopes: Vec::new(),
            audience: None,
            store: TokenStore::default(),
            time_limit: Duration::from_mins(5),
            prompt: Arc::new(Terminal),
        }
    }
}

/// How a user signs in: the values of `admin.authType`.
#[derive(Clone)]
#[non_exhaustive]
pub enum Flow {
    /// `Pkce`: the browser of this machine.
    Pkce,
    /// `DeviceFlow`: a browser of any machine.
    DeviceFlow,
    /// `ClientSecret`: a program, with a secret of its own.
    ClientSecret {
        /// The name of the program (`admin.clientId`).
        id: String,
        /// Where its secret is.
        secret: ClientSecret,
    },
    /// `ExternalCommand`: what the command prints is the token (`admin.command`).
    ExternalCommand(Vec<String>),
}

/// Without the arguments of a command, which may be secret.
impl fmt::Debug for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Flow::Pkce => f.write_str("Pkce"),
            Flow::DeviceFlow => f.write_str("DeviceFlow"),
            Flow::ClientSecret { id, secret } => {
                f.debug_struct("ClientSecret").field("id", id).field("secret", secret).finish()
            }
            Flow::ExternalCommand(command) => {
                f.debug_tuple("ExternalCommand").field(&command.first()).finish()
            }
        }
    }
}

/// Where the secret of a program is.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ClientSecret {
    /// In an environment variable (`admin.clientSecretEnvVar`).
    Variable(String),
    /// In a file (`admin.clientSecretLocation`).
    File(PathBuf),
    /// The secret itself.
    Value(SecretString),
}
