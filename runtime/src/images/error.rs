//! Errors of images.

use crate::config::ConfigError;
use std::error::Error;
use std::fmt;

/// Why the image of a task can't be found.
#[derive(Debug)]
pub(crate) enum ImageError {
    /// An image reference or a template is invalid.
    Reference(String),
    /// The configuration file can't be read.
    Config(ConfigError),
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImageError::Reference(problem) => f.write_str(problem),
            ImageError::Config(error) => error.fmt(f),
        }
    }
}

impl Error for ImageError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            ImageError::Config(error) => error.source(),
            ImageError::Reference(_) => None,
        }
    }
}

impl From<ConfigError> for ImageError {
    fn from(error: ConfigError) -> Self {
        ImageError::Config(error)
    }
}
