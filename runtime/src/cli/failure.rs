//! How a verb ends: with exit status 0, 1 or 2, and on failure with one paragraph on stderr.

#[cfg(unix)]
use crate::external;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// Why a verb did not do what it was called for.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The work failed: exit status 1.
    Work(String),
    /// A signal interrupted the work: the program ends as if nothing handled the signal, which a shell reports as 130 for Ctrl-C.
    Interrupted(String),
    /// The call or the configuration is wrong: exit status 2.
    Call(String),
    /// The result is printed, and its exit status is 1, as that of `diff`.
    Said,
    /// The reader of stdout is gone, as with `| head`. This is not an error.
    ClosedPipe,
    /// Clap's help or version, printed instead of a result.
    Help(clap::Error),
}

impl Failure {
    pub(crate) fn work(message: impl fmt::Display) -> Self {
        Failure::Work(message.to_string())
    }

    pub(crate) fn call(message: impl fmt::Display) -> Self {
        Failure::Call(message.to_string())
    }

    /// Several problems of the call, each on a line or more.
    pub(crate) fn calls(messages: &[impl fmt::Display]) -> Self {
        Failure::Call(messages.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }
}

impl From<io::Error> for Failure {
    /// Converts an error of writing to stdout.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => Failure::work(format_args!(
                "the result can't be written to stdout: {error}; make room for it, or redirect stdout"
            )),
        }
    }
}

/// Prints the failure, if any, and returns the exit status.
pub(super) fn exit(result: Result<ExitCode, Failure>) -> ExitCode {
    let (message, status) = match result {
        Ok(status) => return status,
        Err(Failure::Said) => return ExitCode::from(1),
        Err(Failure::ClosedPipe) => return ExitCode::SUCCESS,
        Err(Failure::Help(help)) => return self::help(&help),
        Err(Failure::Interrupted(message)) => {
            note(format_args!("error: {message}"));
            #[cfg(unix)]
            external::end_of_signal();
            return ExitCode::from(130);
        }
        Err(Failure::Work(message)) => (message, 1),
        Err(Failure::Call(message)) => (message, 2),
    };
    note(format_args!("error: {message}"));
    ExitCode::from(status)
}

/// Prints a line for people, on stderr.
pub(super) fn note(line: impl fmt::Display) {
    // If stderr is closed, there is nowhere to report it.
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints help and version on stdout if the user asked for them, and on stderr if the call has no arguments.
fn help(help: &clap::Error) -> ExitCode {
    match help.print() {
        Err(error) => exit(Err(error.into())),
        Ok(()) if help.use_stderr() => ExitCode::from(2),
        Ok(()) => ExitCode::SUCCESS,
    }
}
