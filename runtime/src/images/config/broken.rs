//! What is wrong with a configuration file, in YAML or in sections.

/// The largest size of a configuration file, in bytes.
pub(super) const LARGEST: usize = 1 << 20;

/// What is wrong with a configuration file: the line and column, if there is one place, and a message.
pub(crate) type Broken = (Option<(usize, usize)>, String);
