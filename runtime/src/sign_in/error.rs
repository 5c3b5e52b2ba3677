//! Why a sign-in failed.

use std::error::Error;
use std::fmt;

/// Why a sign-in failed. It has no secret in it.
///
/// All callers that waited for one sign-in get the same error.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum SignInError {
    /// The configuration, or what the server says of its sign-in, does not allow this flow.
    Settings(String),
}

impl fmt::Display for SignInError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SignInError::Settings(message) => f.write_str(message),
        }
    }
}

impl Error for SignInError {}
