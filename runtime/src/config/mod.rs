//! Finds Flyte's configuration file, parses it once, and gives its parts to the rooms that need them.

mod error;
mod file;
mod images;
#[cfg(feature = "remote")]
mod platform;
mod sections;
mod yaml;

pub(crate) use error::ConfigError;
pub(crate) use file::ConfigFile;
#[cfg(any(fuzzing, test))]
pub(crate) use file::Content;
#[cfg(feature = "remote")]
pub(crate) use platform::{AuthType, Endpoint, Flags, Platform, Source, Sourced};

/// The largest size of a configuration file, in bytes.
const LARGEST: usize = 1 << 20;
