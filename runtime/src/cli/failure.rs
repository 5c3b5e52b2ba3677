//! How a verb ends: exit status 0, 1 or 2, and one paragraph on stderr.

use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// Why a verb did not do what it was asked to.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The work failed: exit status 1.
    Work(String),
    /// The call or the configuration is wrong: exit status 2.
    Call(String),
    /// Nobody reads the output any more: no failure.
    ClosedPipe,
}

impl Failure {
    pub(crate) fn work(message: impl fmt::Display) -> Self {
        Failure::Work(message.to_string())
    }

    pub(crate) fn call(message: impl fmt::Display) -> Self {
        Failure::Call(message.to_string())
    }
}

impl From<io::Error> for Failure {
    /// An error of writing to stdout.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => Failure::work(format_args!("the result can't be written to stdout: {error}")),
        }
    }
}

/// Tells the failure and gives the exit status.
pub(super) fn exit(result: Result<(), Failure>) -> ExitCode {
    let (message, status) = match result {
        Ok(()) | Err(Failure::ClosedPipe) => return ExitCode::SUCCESS,
        Err(Failure::Work(message)) => (message, 1),
        Err(Failure::Call(message)) => (message, 2),
    };
    // A closed stderr can't be told of.
    let _ = writeln!(io::stderr(), "error: {message}");
    ExitCode::from(status)
}

/// What clap has to say: help and version on stdout, a mistake on stderr.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}
