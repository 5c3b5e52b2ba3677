//! Errors of images.

use std::error::Error;
use std::{fmt, io};

/// Why the image of a task can't be found.
#[derive(Debug)]
pub(crate) enum ImageError {
    /// An image reference or a template is invalid.
    Reference(String),
    /// The configuration file can't be read.
    Config {
        /// The file's path, or a place in it: `/home/me/.flyte/config.yaml:3:1`.
        place: String,
        /// What is wrong with it.
        message: String,
        /// The system's error, if the file can't be read.
        cause: Option<io::Error>,
    },
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImageError::Reference(problem) => f.write_str(problem),
            ImageError::Config { place, message, .. } => write!(f, "{place}: {message}"),
        }
    }
}

impl Error for ImageError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            ImageError::Config { cause, .. } => cause.as_ref().map(|cause| cause as _),
            ImageError::Reference(_) => None,
        }
    }
}
