//! What is wrong with a configuration file, in YAML or in sections.

/// How many bytes a configuration file may come to.
pub(super) const LARGEST: usize = 1 << 20;

/// What is wrong with a configuration file: the line and column, if it is one place, and a message.
pub(crate) type Broken = (Option<(usize, usize)>, String);
