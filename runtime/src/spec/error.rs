//! Errors of making or writing specs.

use crate::graph::GraphError;
use crate::images::ImageError;
use aileron_grammar::Rule;
use std::path::PathBuf;
use std::{fmt, io};

/// A rule that the program breaks, and how.
#[derive(Debug)]
pub(crate) struct Violation {
    rule: Rule,
    message: String,
}

impl Violation {
    pub(crate) fn new(rule: Rule, message: impl Into<String>) -> Self {
        Violation { rule, message: message.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rule.end(&self.message))
    }
}

/// Why specs can't be made or written.
#[derive(Debug)]
pub(crate) enum Error {
    /// The images of the call, of a configuration file or of the manifest are wrong.
    Configured(ImageError),
    /// Broken rules.
    Rules(Vec<Violation>),
    /// Workflows that can't become graphs.
    Graphs(Vec<GraphError>),
    /// Several of these.
    Several(Vec<Error>),
    /// The file exists already.
    Exists(PathBuf),
    /// A file or folder can't be written.
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl From<ImageError> for Error {
    fn from(error: ImageError) -> Self {
        Error::Configured(error)
    }
}

impl Error {
    /// Whether the call, the configuration or the program is wrong, and not the machine.
    pub(crate) fn is_of_call(&self) -> bool {
        match self {
            Error::Write { error, .. } => {
                matches!(error.kind(), io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory)
            }
            Error::Several(errors) => errors.iter().all(Error::is_of_call),
            _ => true,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Rules(violations) => lines(f, violations),
            Error::Configured(error) => error.fmt(f),
            Error::Graphs(errors) => lines(f, errors),
            Error::Several(errors) => lines(f, errors),
            Error::Exists(path) => write!(
                f,
                "`{}` exists already, and may be an older package that you still need; write `--force` to replace it, or name \
                 another file with `--output`",
                path.display()
            ),
            Error::Write { path, error } => write!(
                f,
                "`{}` can't be written: {error}; fix that, or name another path with `--output`",
                path.display()
            ),
        }
    }
}

/// Writes each error on its own line.
fn lines(f: &mut fmt::Formatter<'_>, errors: &[impl fmt::Display]) -> fmt::Result {
    errors.iter().enumerate().try_for_each(|(index, error)| {
        if index > 0 {
            f.write_str("\n")?;
        }
        error.fmt(f)
    })
}

impl std::error::Error for Error {
    /// Several problems have no single cause.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Write { error, .. } => Some(error),
            Error::Configured(error) => error.source(),
            _ => None,
        }
    }
}
