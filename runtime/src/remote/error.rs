//! Why something on the server failed.

use super::call::CallError;
use super::executions::{Snapshot, describe};
use super::unreachable::Unreachable;
use crate::config::{ConfigError, Source};
use crate::offloaded::OffloadError;
use std::fmt;

/// Why something on the server failed.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
enum Kind {
    /// The configuration is wrong, so nothing was sent to a server.
    Settings(ConfigError),
    Connection {
        server: String,
        cause: tonic::transport::Error,
    },
    Call(CallError),
    /// The call is wrong, which is known before anything is sent.
    Wrong(String),
    /// It is not the time for it.
    Unready(String),
    /// The execution is over and did not succeed.
    Ended(Box<Snapshot>),
    /// What the server has, or what it was sent, is not of use.
    Failed(String),
    /// A value is in a file of its own, which can't be read.
    Offloaded(OffloadError),
    /// The server refused it: what that means, and its answer.
    Refused {
        message: String,
        cause: CallError,
    },
}

impl Error {
    pub(super) fn settings(error: ConfigError) -> Self {
        Error(Kind::Settings(error))
    }

    /// Whether the call is wrong, so that nothing was sent to the server.
    #[must_use]
    pub fn is_of_call(&self) -> bool {
        matches!(self.0, Kind::Settings(_) | Kind::Wrong(_))
    }

    /// A setting is wrong.
    pub(super) fn of_settings(source: &Source, setting: &str, message: String) -> Self {
        let place = match source {
            Source::Program | Source::Default => format!("the {setting} of the settings"),
            source => source.to_string(),
        };
        Error::settings(ConfigError { place, message, cause: None })
    }

    /// The server can't be reached.
    pub(super) fn connection(server: String, cause: tonic::transport::Error) -> Self {
        Error(Kind::Connection { server, cause })
    }

    pub(super) fn wrong(message: String) -> Self {
        Error(Kind::Wrong(message))
    }

    pub(super) fn unready(message: String) -> Self {
        Error(Kind::Unready(message))
    }

    pub(super) fn refused(message: String, cause: CallError) -> Self {
        Error(Kind::Refused { message, cause })
    }

    pub(super) fn ended(snapshot: Snapshot) -> Self {
        Error(Kind::Ended(Box::new(snapshot)))
    }

    pub(super) fn offloaded(error: OffloadError) -> Self {
        Error(Kind::Offloaded(error))
    }

    pub(super) fn failed(message: String) -> Self {
        Error(Kind::Failed(message))
    }

    /// The execution, if the error is that it failed or was aborted. It tells which nodes failed, with which codes, and where their
    /// logs are.
    #[must_use]
    pub fn execution(&self) -> Option<&Snapshot> {
        match &self.0 {
            Kind::Ended(snapshot) => Some(snapshot),
            _ => None,
        }
    }
}

impl From<CallError> for Error {
    fn from(error: CallError) -> Self {
        Error(Kind::Call(error))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Settings(error) => error.fmt(f),
            Kind::Connection { server, cause } => match Unreachable::of(cause) {
                Some(reason) => write!(f, "can't connect to {server}: {reason}"),
                None => write!(f, "can't connect to {server}"),
            },
            Kind::Call(error) => error.fmt(f),
            Kind::Wrong(message)
            | Kind::Unready(message)
            | Kind::Failed(message)
            | Kind::Refused { message, .. } => f.write_str(message),
            Kind::Offloaded(error) => error.fmt(f),
            Kind::Ended(snapshot) => f.write_str(&describe(snapshot)),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Kind::Settings(error) => error.source(),
            Kind::Connection { cause, .. } => match Unreachable::of(cause) {
                Some(reason) => reason.source(),
                None => Some(cause),
            },
            Kind::Call(error) => error.source(),
            Kind::Wrong(_) | Kind::Unready(_) | Kind::Ended(_) | Kind::Failed(_) => None,
            Kind::Offloaded(error) => error.source(),
            Kind::Refused { cause, .. } => Some(cause),
        }
    }
}
