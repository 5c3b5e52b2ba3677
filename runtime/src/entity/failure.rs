//! Why a task returned no outputs.

use super::is_recoverable;
use crate::causes::Causes;
use crate::types::ValueError;
use std::error::Error;
use std::fmt;

/// Why a task returned no outputs.
#[derive(Debug)]
pub enum Failure {
    /// An input is missing.
    Missing {
        /// The input.
        name: &'static str,
    },
    /// An input's literal does not fit the parameter's type.
    Input {
        /// The input.
        name: &'static str,
        /// What is wrong with it.
        error: ValueError,
    },
    /// What the function returned can't be a literal.
    Output {
        /// What is wrong with it.
        error: ValueError,
    },
    /// The function returned an error.
    User(Box<dyn Error + Send + Sync>),
    /// The function panicked.
    Panic {
        /// The panic's message.
        message: String,
        /// The position in the source: `src/lib.rs:10:5`.
        place: Option<String>,
    },
}

impl Failure {
    pub(crate) fn is_recoverable(&self) -> bool {
        matches!(self, Failure::User(error) if is_recoverable(&**error))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Missing { name } => write!(f, "the input `{name}` is missing"),
            Failure::Input { name, error } => write!(f, "the input `{name}` can't be read: {error}"),
            Failure::Output { error } => write!(f, "the output can't be written: {error}"),
            Failure::User(error) => Causes(&**error).fmt(f),
            Failure::Panic { message, place: Some(place) } => write!(f, "panicked at {place}: {message}"),
            Failure::Panic { message, place: None } => write!(f, "panicked: {message}"),
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Failure::Missing { .. } | Failure::Panic { .. } => None,
            Failure::Input { error, .. } | Failure::Output { error } => Some(error),
            Failure::User(error) => Some(&**error),
        }
    }
}
