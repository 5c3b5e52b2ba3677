//! Where a value comes from.

use super::super::error::At;
use std::fmt;
use std::path::PathBuf;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    /// Nobody set it.
    Default,
    /// The program's own code.
    Program,
    /// A flag of the command line.
    Flag(&'static str),
    /// An environment variable.
    Variable(String),
    /// A place in the configuration file.
    File { path: PathBuf, at: At },
}

/// A value and its source.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sourced<T> {
    pub(crate) value: T,
    pub(crate) source: Source,
}

impl<T> Sourced<T> {
    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced { value: change(self.value), source: self.source }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Default => f.write_str("the default"),
            Source::Program => f.write_str("the program"),
            Source::Flag(flag) => write!(f, "`{flag}`"),
            Source::Variable(name) => write!(f, "the environment variable `{name}`"),
            Source::File { path, at: (line, column) } => write!(f, "{}:{line}:{column}", path.display()),
        }
    }
}
