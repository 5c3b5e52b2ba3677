//! What is wrong with Flyte's configuration.

use std::error::Error;
use std::{fmt, io};

/// The line and column of a place in a file, from 1.
pub(crate) type At = (usize, usize);

/// What is wrong within a configuration file: the place, if there is one, and a message.
pub(crate) type Broken = (Option<At>, String);

/// Why the configuration can't be used.
#[derive(Debug)]
pub(crate) struct ConfigError {
    /// The file's path, a place in it such as `/home/me/.flyte/config.yaml:3:1`, a variable or a flag.
    pub(crate) place: String,
    /// What is wrong with it.
    pub(crate) message: String,
    /// The system's error, if a file can't be read.
    pub(crate) cause: Option<io::Error>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}
