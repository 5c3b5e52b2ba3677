//! Why a task that is done elsewhere gave no outputs.

use crate::entity::{Failure, recoverable_marker};
use std::error::Error;
use std::fmt;

/// Why a task whose work is not done by this program gave no outputs on this machine.
///
/// A task that returns a `Result` has it as its error, or whatever is made from it: `anyhow::Error`,
/// `Box<dyn Error + Send + Sync>` and `String` are.
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalError {
    message: String,
    may_pass: bool,
}

impl ExternalError {
    pub(super) fn new(message: impl fmt::Display) -> Self {
        ExternalError { message: message.to_string(), may_pass: false }
    }

    /// What Flyte would try again, as often as the task's `retries` allow.
    pub(super) fn passing(message: impl fmt::Display) -> Self {
        ExternalError { may_pass: true, ..ExternalError::new(message) }
    }
}

impl fmt::Display for ExternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for ExternalError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.may_pass.then(recoverable_marker)
    }
}

impl From<ExternalError> for String {
    fn from(error: ExternalError) -> String {
        error.message
    }
}

impl From<Failure> for ExternalError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::User(error) if error.is::<ExternalError>() => {
                error.downcast().map_or_else(ExternalError::new, |error| *error)
            }
            failure => ExternalError { may_pass: failure.is_recoverable(), ..ExternalError::new(failure) },
        }
    }
}
