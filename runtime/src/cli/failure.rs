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
    /// Help or the version instead.
    Help(clap::Error),
}

impl Failure {
    pub(crate) fn work(message: impl fmt::Display) -> Self {
        Failure::Work(message.to_string())
    }

    pub(crate) fn call(message: impl fmt::Display) -> Self {
        Failure::Call(message.to_string())
    }

    /// Several of them, a line or more each.
    pub(crate) fn calls(messages: &[impl fmt::Display]) -> Self {
        Failure::Call(messages.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }
}

impl From<io::Error> for Failure {
    /// An error of writing to stdout.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => Failure::work(format_args!(
                "the result can't be written to stdout: {error}; make room for it, or send it elsewhere"
            )),
        }
    }
}

/// Tells the failure and gives the exit status.
pub(super) fn exit(result: Result<ExitCode, Failure>) -> ExitCode {
    let (message, status) = match result {
        Ok(status) => return status,
        Err(Failure::ClosedPipe) => return ExitCode::SUCCESS,
        Err(Failure::Help(help)) => return self::help(&help),
        Err(Failure::Work(message)) => (message, 1),
        Err(Failure::Call(message)) => (message, 2),
    };
    note(format_args!("error: {message}"));
    ExitCode::from(status)
}

/// A line for people.
pub(super) fn note(line: impl fmt::Display) {
    // A closed stderr can't be told of.
    let _ = writeln!(io::stderr(), "{line}");
}

/// Help and version go to stdout if they are asked for; a call that says nothing at all gets them on stderr.
fn help(help: &clap::Error) -> ExitCode {
    match help.print() {
        Err(error) => exit(Err(error.into())),
        Ok(()) if help.use_stderr() => ExitCode::from(2),
        Ok(()) => ExitCode::SUCCESS,
    }
}
