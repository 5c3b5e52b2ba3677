//! Why something with a registry failed.

use reqwest::StatusCode;
use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// Why something with a registry failed.
#[derive(Debug)]
pub(crate) struct RegistryError {
    /// What was to be done: ``can't push `ghcr.io/acme/app` ``. Empty where the rest says it.
    doing: String,
    kind: Kind,
    /// What may help.
    advice: Option<String>,
}

#[derive(Debug)]
enum Kind {
    /// The call or the configuration is wrong, so nothing was sent.
    Wrong(String),
    /// The registry did not answer.
    Unreachable(Box<dyn Error + Send + Sync>),
    /// It answered with a refusal.
    Refused { status: StatusCode, says: String, after: Option<Duration> },
    /// What it sent is not what it should be.
    Broken { message: String, may_pass: bool },
    /// A file of this machine.
    File { path: PathBuf, error: io::Error },
}

impl RegistryError {
    pub(super) fn wrong(message: String) -> Self {
        RegistryError { doing: String::new(), kind: Kind::Wrong(message), advice: None }
    }

    pub(super) fn unreachable(doing: &str, error: reqwest::Error) -> Self {
        let kind = Kind::Unreachable(Box::new(error.without_url()));
        RegistryError { doing: doing.to_owned(), kind, advice: None }
    }

    pub(super) fn refused(doing: &str, status: StatusCode, says: String, after: Option<Duration>) -> Self {
        RegistryError { doing: doing.to_owned(), kind: Kind::Refused { status, says, after }, advice: None }
    }

    /// What came may come right another time.
    pub(super) fn cut(doing: &str, message: String) -> Self {
        RegistryError {
            doing: doing.to_owned(),
            kind: Kind::Broken { message, may_pass: true },
            advice: None,
        }
    }

    pub(super) fn broken(doing: &str, message: String) -> Self {
        RegistryError {
            doing: doing.to_owned(),
            kind: Kind::Broken { message, may_pass: false },
            advice: None,
        }
    }

    pub(super) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| RegistryError { doing: String::new(), kind: Kind::File { path, error }, advice: None }
    }

    pub(super) fn advised(self, advice: impl Into<String>) -> Self {
        RegistryError { advice: Some(advice.into()), ..self }
    }

    /// Whether the call is wrong, rather than that something failed.
    pub(crate) fn is_of_call(&self) -> bool {
        matches!(self.kind, Kind::Wrong(_))
    }

    /// Whether it may succeed later.
    pub(super) fn may_pass(&self) -> bool {
        match &self.kind {
            Kind::Unreachable(_) => true,
            Kind::Refused { status, .. } => matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502..=504),
            Kind::Broken { may_pass, .. } => *may_pass,
            Kind::Wrong(_) | Kind::File { .. } => false,
        }
    }

    /// How long the registry asks to wait.
    pub(super) fn after(&self) -> Option<Duration> {
        match &self.kind {
            Kind::Refused { after, .. } => *after,
            _ => None,
        }
    }

    /// The status of a refusal.
    pub(super) fn status(&self) -> Option<StatusCode> {
        match &self.kind {
            Kind::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }
}

impl fmt::Display for RegistryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let doing = &self.doing;
        match &self.kind {
            Kind::Wrong(message) => f.write_str(message)?,
            Kind::Unreachable(_) => write!(f, "{doing}: the registry does not answer")?,
            Kind::Refused { status, says, .. } if says.is_empty() => {
                write!(f, "{doing}: the registry answers {status}")?;
            }
            Kind::Refused { status, says, .. } => {
                write!(f, "{doing}: the registry answers {}: {says}", status.as_u16())?;
            }
            Kind::Broken { message, .. } => write!(f, "{doing}: {message}")?,
            Kind::File { path, .. } => write!(f, "can't use the file `{}`", path.display())?,
        }
        self.advice.iter().try_for_each(|advice| write!(f, "; {advice}"))
    }
}

impl Error for RegistryError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            Kind::Unreachable(error) => Some(&**error),
            Kind::File { error, .. } => Some(error),
            Kind::Wrong(_) | Kind::Refused { .. } | Kind::Broken { .. } => None,
        }
    }
}
