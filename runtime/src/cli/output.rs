//! `--output`: a file, or `-` for stdout.

use super::failure::Failure;
use crate::spec::Error;
use crate::storage;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Where a verb writes its result: stdout or a file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Output<'a> {
    /// Stdout, written `-`. A file with that name is written `./-`.
    Stdout,
    File(&'a Path),
}

impl<'a> Output<'a> {
    pub(super) fn at(path: &'a Path) -> Self {
        if path.as_os_str() == "-" { Output::Stdout } else { Output::File(path) }
    }

    /// The file at `path`, or stdout if there is no path.
    pub(super) fn or_stdout(path: Option<&'a PathBuf>) -> Self {
        path.map_or(Output::Stdout, |path| Output::at(path))
    }

    /// Refuses to write binary data to a terminal.
    pub(super) fn for_bytes(self) -> Result<Self, Failure> {
        match self {
            Output::Stdout if io::stdout().is_terminal() => Err(Failure::call(
                "the package is binary, but stdout is a terminal; name a file, as in `--output flyte-package.tgz`, or redirect \
                 stdout",
            )),
            _ => Ok(self),
        }
    }

    /// Writes all bytes; a file appears only once it is complete.
    pub(super) fn write(self, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Output::Stdout => Ok(io::stdout().lock().write_all(bytes)?),
            Output::File(path) => storage::save(path, |file| file.write_all(bytes))
                .map_err(|error| Error::Write { path: path.to_owned(), error }.into()),
        }
    }
}

impl fmt::Display for Output<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Output::Stdout => f.write_str("stdout"),
            Output::File(path) => path.display().fmt(f),
        }
    }
}
