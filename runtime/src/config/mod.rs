//! Finds Flyte's configuration file, parses it once, and gives its parts to the rooms that need them.

mod error;
mod file;
mod images;
mod sections;
mod yaml;

pub(crate) use error::{Broken, ConfigError};
pub(crate) use file::{ConfigFile, Content};
pub(crate) use images::Image;

/// The largest size of a configuration file, in bytes.
const LARGEST: usize = 1 << 20;
