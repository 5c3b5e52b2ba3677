//! Errors of tasks that other software runs.

use crate::causes::Causes;
use crate::entity::{Failure, is_recoverable, mark_recoverable};
use std::error::Error;
use std::sync::Arc;
use std::{fmt, io};

/// The error of a task that other software runs on this machine.
///
/// A task that returns a `Result` can have this type as its error, or any type that is made from it: `anyhow::Error`,
/// `Box<dyn Error + Send + Sync>`, `std::io::Error` or `String`. If another error caused this one, it is its
/// [`source`](Error::source).
///
/// ```
/// use aileron::ExternalError;
/// use aileron::prelude::*;
/// use aileron::testing::stand_in;
///
/// #[container_task(image = "ghcr.io/acme/area:v1", command = ["area", "{{.inputs.a}}"])]
/// fn area(a: f64) -> Result<f64, ExternalError>;
///
/// let _standing = stand_in(area).with(|a| Ok(a * a));
/// assert_eq!(area(3.0).unwrap(), 9.0);
/// ```
#[derive(Debug, Clone)]
pub struct ExternalError {
    message: String,
    kind: Kind,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

/// What an error means for another attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It would fail again.
    Final,
    /// The task's `retries` decide.
    Passing,
    /// What is around the task failed, not the task.
    System,
}

impl ExternalError {
    pub(super) fn new(message: impl fmt::Display) -> Self {
        ExternalError { message: message.to_string(), kind: Kind::Final, cause: None }
    }

    /// An error of what is around the task, which Flyte tries again whatever the task's `retries` say.
    pub(super) fn of_system(message: impl fmt::Display) -> Self {
        ExternalError { kind: Kind::System, ..ExternalError::new(message) }
    }

    /// An error after which Flyte tries the task again, as often as its `retries` allow.
    pub(super) fn passing(message: impl fmt::Display) -> Self {
        ExternalError { kind: Kind::Passing, ..ExternalError::new(message) }
    }

    /// This error with its cause.
    pub(super) fn because(self, cause: impl Error + Send + Sync + 'static) -> Self {
        ExternalError { cause: Some(Arc::new(cause)), ..self }
    }

    /// Wraps another error. It is recoverable if that error is.
    pub(super) fn from_error(error: Box<dyn Error + Send + Sync>) -> Self {
        let kind = if is_recoverable(&*error) { Kind::Passing } else { Kind::Final };
        ExternalError { message: error.to_string(), kind, cause: Some(error.into()) }
    }

    /// The failure of a task in a local run.
    pub(super) fn into_failure(self) -> Failure {
        if self.kind == Kind::System { Failure::System(self.into()) } else { Failure::User(self.into()) }
    }
}

impl fmt::Display for ExternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for ExternalError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        if self.kind == Kind::Passing {
            mark_recoverable();
        }
        let cause = self.cause.as_deref()?;
        Some(cause)
    }
}

impl PartialEq for ExternalError {
    fn eq(&self, other: &Self) -> bool {
        (&self.message, self.kind) == (&other.message, other.kind)
    }
}

impl Eq for ExternalError {}

/// The message with all causes.
impl From<ExternalError> for String {
    fn from(error: ExternalError) -> String {
        Causes(&error).to_string()
    }
}

/// For a task that returns an `io::Result`. The kind is that of the cause, if the cause is an `io::Error`.
impl From<ExternalError> for io::Error {
    fn from(error: ExternalError) -> io::Error {
        let mut chain = std::iter::successors(error.source(), |error| (*error).source());
        let kind = chain.find_map(|error| error.downcast_ref()).map_or(io::ErrorKind::Other, io::Error::kind);
        io::Error::new(kind, error)
    }
}

impl From<Failure> for ExternalError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::User(error) | Failure::System(error) => {
                error.downcast().map_or_else(ExternalError::from_error, |error| *error)
            }
            failure => ExternalError::from_error(failure.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;
    use crate::testing::stand_in;

    #[shell_task(script = "true")]
    fn copy() -> io::Result<i64>;

    fn gone() -> io::Error {
        io::Error::new(io::ErrorKind::NotFound, "no such file")
    }

    #[test]
    fn it_converts_to_an_io_error() {
        let standing = stand_in(copy).with(|| Err(gone()));
        let error = copy().unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (io::ErrorKind::NotFound, "no such file"));
        drop(standing);
        let error = io::Error::from(ExternalError::passing("it ended"));
        assert!(error.kind() == io::ErrorKind::Other && is_recoverable(&error));
    }

    #[test]
    fn its_text_has_all_causes() {
        let error = ExternalError::new("the copy failed").because(gone());
        assert_eq!(error.to_string(), "the copy failed");
        assert_eq!(String::from(error), "the copy failed\ncaused by: no such file");
    }
}
