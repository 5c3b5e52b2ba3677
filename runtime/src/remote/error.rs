//! Why something on the server failed.

use super::call::CallError;
use std::fmt;

/// Why something on the server failed.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
enum Kind {
    Connection { endpoint: String, cause: tonic::transport::Error },
    Call(CallError),
}

impl Error {
    pub(super) fn connection(endpoint: &str, cause: tonic::transport::Error) -> Self {
        Error(Kind::Connection { endpoint: endpoint.to_owned(), cause })
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
            Kind::Connection { endpoint, .. } => write!(f, "can't connect to `{endpoint}`"),
            Kind::Call(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Kind::Connection { cause, .. } => Some(cause),
            Kind::Call(error) => error.source(),
        }
    }
}
