//! Why a sign-in failed.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// Why a sign-in failed: what was asked of which address, and what to do. It has no secret in it.
///
/// All callers that waited for one sign-in get the same error.
#[derive(Debug, Clone)]
pub struct SignInError(Arc<Fault>);

impl SignInError {
    /// Whether the configuration is at fault, rather than the server or the network.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        matches!(&*self.0, Fault::Settings(_) | Fault::Secret { .. } | Fault::Certificates { .. })
    }

    /// Whether the same sign-in may succeed later.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match &*self.0 {
            Fault::Unreachable { .. } => true,
            Fault::Refused { status, .. } => matches!(status, 429 | 502..=504),
            _ => false,
        }
    }

    /// The code of the sign-in server's answer, such as `invalid_grant`.
    pub(super) fn code(&self) -> Option<&str> {
        match &*self.0 {
            Fault::Refused { error, .. } => Some(error),
            _ => None,
        }
    }

    /// The same refusal, with what its user can do about it.
    pub(super) fn advise(self, advice: impl FnOnce(&str) -> String) -> Self {
        match &*self.0 {
            Fault::Refused { url, asked, status, error, description, .. } => Fault::Refused {
                url: url.clone(),
                asked: asked.clone(),
                status: *status,
                error: error.clone(),
                description: description.clone(),
                advice: advice(error),
            }
            .into(),
            _ => self,
        }
    }
}

impl From<Fault> for SignInError {
    fn from(fault: Fault) -> Self {
        SignInError(Arc::new(fault))
    }
}

/// The kinds of failure.
#[derive(Debug)]
pub(super) enum Fault {
    /// The configuration, or what the server says of its sign-in, does not allow this flow.
    Settings(String),
    /// The file with the secret can't be read.
    Secret { file: String, source: io::Error },
    /// The file with certificates can't be used.
    Certificates { file: String, source: Box<dyn Error + Send + Sync> },
    /// No answer.
    Unreachable { url: String, asked: String, source: reqwest::Error },
    /// The answer is no.
    Refused { url: String, asked: String, status: u16, error: String, description: String, advice: String },
    /// The answer is none that a sign-in server gives.
    Unexpected { url: String, asked: String, problem: String },
    /// The sign-in server sent the browser back with an error.
    Browser { error: String, description: String },
    /// The person did not sign in in time.
    Late { limit: Duration, asked: &'static str },
    /// The address to which the browser comes back can't be had.
    Listen { address: String, source: io::Error },
    /// The command gave no token.
    Command { program: String, key: &'static str, problem: String, source: Option<io::Error> },
}

impl fmt::Display for SignInError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Fault::Settings(message) => f.write_str(message),
            Fault::Secret { file, source } => write!(
                f,
                "the client secret can't be read from `{file}` ({source}): write its path into `admin.clientSecretLocation`, or the \
                 name of a variable that has the secret into `admin.clientSecretEnvVar`"
            ),
            Fault::Certificates { file, source } => write!(
                f,
                "the certificates of `{file}` can't be used ({source}): `admin.caCertFilePath` names a file of certificates in PEM"
            ),
            Fault::Unreachable { url, asked, source } => {
                let why = if source.is_timeout() { "does not answer in time" } else { "can't be reached" };
                write!(
                    f,
                    "`{url}`, which was asked for {asked}, {why}: check the network, and `admin.httpProxyURL` and \
                     `admin.caCertFilePath` of the configuration"
                )
            }
            Fault::Refused { url, asked, status, error, description, advice } => {
                write!(f, "`{url}` refused {asked} with {status} {error}")?;
                if !description.is_empty() {
                    write!(f, " ({description})")?;
                }
                write!(f, ": {advice}")
            }
            Fault::Unexpected { url, asked, problem } => write!(
                f,
                "`{url}`, which was asked for {asked}, gave an answer that no sign-in server gives ({problem}): check that \
                 `admin.endpoint` is the address of a Flyte, and that nothing between it and this machine answers in its place"
            ),
            Fault::Browser { error, description } => {
                write!(f, "the sign-in in the browser ended with `{error}`")?;
                if !description.is_empty() {
                    write!(f, " ({description})")?;
                }
                f.write_str(": sign in as a user who may use this Flyte")
            }
            Fault::Late { limit, asked } => write!(
                f,
                "{asked} within {} seconds: run the command again, and open the address that it shows",
                limit.as_secs()
            ),
            Fault::Listen { address, source } if source.kind() == io::ErrorKind::AddrInUse => write!(
                f,
                "another program listens on {address}, to which the browser must come back: if another sign-in is under way, finish \
                 it and run the command again, else end that program"
            ),
            Fault::Listen { address, source } => write!(
                f,
                "this program can't listen on {address}, to which the browser must come back ({source}): on a machine that does not \
                 allow it, set `admin.authType` to `DeviceFlow` or `ClientSecret`"
            ),
            Fault::Command { program, key, problem, .. } => {
                write!(
                    f,
                    "`{program}`, the command of `{key}`, {problem}: run it in this terminal to see why"
                )
            }
        }
    }
}

impl Error for SignInError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &*self.0 {
            Fault::Secret { source, .. } | Fault::Listen { source, .. } => Some(source),
            Fault::Certificates { source, .. } => Some(&**source),
            Fault::Unreachable { source, .. } => Some(source),
            Fault::Command { source, .. } => source.as_ref().map(|source| source as _),
            _ => None,
        }
    }
}
