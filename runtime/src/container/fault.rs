//! Why an attempt failed, as the engine classifies it: whose fault it is, and whether another attempt may help.

use super::backtrace;
use crate::context::cancelled;
use crate::entity::{Entity, Failure};
#[cfg(unix)]
use crate::handlers;
use crate::offloaded::OffloadError;
use crate::storage::StorageError;
use aileron_idl::core::container_error::Kind;
use aileron_idl::core::execution_error::ErrorKind;
use std::fmt::{self, Display};
use std::sync::atomic::Ordering;

/// Why an attempt failed.
///
/// Codes, kinds and origins are those of flytekit's `bin/entrypoint.py`.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(super) code: &'static str,
    pub(super) kind: Kind,
    pub(super) origin: ErrorKind,
    /// What went wrong, in a word or two.
    pub(super) what: &'static str,
    pub(super) message: String,
    /// Where it happened, one fact per line.
    pub(super) trace: Vec<String>,
}

impl Fault {
    fn new(
        code: &'static str,
        kind: Kind,
        origin: ErrorKind,
        what: &'static str,
        message: impl Display,
    ) -> Self {
        Fault { code, kind, origin, what, message: message.to_string(), trace: Vec::new() }
    }

    /// An error of the program: it would fail again at each attempt.
    pub(super) fn user(what: &'static str, message: impl Display) -> Self {
        Fault::new("USER:RuntimeError", Kind::NonRecoverable, ErrorKind::User, what, message)
    }

    /// An error that the program marked as recoverable: the user's `retries` decide about another attempt.
    fn recoverable(what: &'static str, message: impl Display) -> Self {
        Fault::new("USER:Recoverable", Kind::Recoverable, ErrorKind::User, what, message)
    }

    /// A value that is not of the declared type.
    pub(super) fn value(what: &'static str, message: impl Display) -> Self {
        Fault::new("SYSTEM", Kind::NonRecoverable, ErrorKind::System, what, message)
    }

    /// A failure around the program that may not happen again: the engine's own retries decide about another attempt.
    pub(super) fn system(what: &'static str, message: impl Display) -> Self {
        Fault::new("SYSTEM", Kind::Recoverable, ErrorKind::System, what, message)
    }

    pub(super) fn storage(error: &StorageError) -> Self {
        let kind = if error.may_pass() { Kind::Recoverable } else { Kind::NonRecoverable };
        Fault::new("SYSTEM", kind, ErrorKind::System, "storage", error)
    }

    /// An input that is in a file of its own can't be had.
    pub(super) fn offloaded(error: OffloadError) -> Self {
        match error {
            OffloadError::Storage { cause, .. } => Fault::storage(&cause),
            // The file may be under way.
            OffloadError::Size { .. } => Fault::system("input", error),
            _ => Fault::value("input", error),
        }
    }

    /// The fault for a task's failure.
    pub(super) fn from_failure(failure: Failure) -> Self {
        let recoverable = failure.is_recoverable();
        match failure {
            Failure::Missing { .. } | Failure::Input { .. } => Fault::value("input", failure),
            Failure::Output { ref error } if error.may_pass() => Fault::system("output", failure),
            Failure::Output { .. } => Fault::value("output", failure),
            Failure::Panic { message, place } => Fault::panic(message, place),
            Failure::System(_) => Fault::system("system", failure),
            Failure::TimedOut { .. } | Failure::OutOfMemory { .. } => Fault::recoverable("limit", failure),
            Failure::Interrupted => Fault::interrupted(failure),
            Failure::User(ref error) => {
                let what = if recoverable { Fault::recoverable } else { Fault::user };
                let fault = what("error", &failure);
                // Errors that carry a backtrace show it in their `Debug` form only.
                if are_backtraces_enabled() { fault.with_trace(format_args!("{error:?}")) } else { fault }
            }
        }
    }

    /// The process ended before the task did, by a signal or by `exit`. Nobody knows whether that would happen again,
    /// so the user's `retries` decide, as they do if Flyte itself finds that a container ended (flyteplugins
    /// `flytek8s/pod_helper.go`).
    pub(super) fn died_of(signal: i32) -> Self {
        let why = match signal {
            #[cfg(unix)]
            handlers::EXIT => {
                let why = "the task ended its process without outputs, with `std::process::exit` or a function that calls \
                 it; return outputs or an error instead";
                return Fault { code: "USER:RuntimeError", ..Fault::recoverable("exit", why) };
            }
            #[cfg(unix)]
            handlers::EXIT_WHEN_TOLD => return Fault::interrupted("the task ended its process"),
            #[cfg(unix)]
            libc::SIGTERM => {
                return Fault::interrupted("the task had not ended when its grace period was over");
            }
            #[cfg(unix)]
            libc::SIGABRT => {
                "it was aborted (SIGABRT), by a second panic during a panic, by a failed allocation, or by \
                 `std::process::abort`; see the log"
            }
            #[cfg(unix)]
            libc::SIGSEGV => {
                "it accessed invalid memory (SIGSEGV). In safe Rust the cause is a stack overflow, by a recursion that goes \
                 too deep: write a loop instead, or use a thread with a larger stack (`std::thread::Builder::stack_size`)"
            }
            #[cfg(unix)]
            libc::SIGALRM => "an alarm that the task had set rang without a handler (SIGALRM)",
            #[cfg(unix)]
            libc::SIGXFSZ => "a file became larger than the limit (SIGXFSZ, `ulimit -f`)",
            #[cfg(unix)]
            libc::SIGXCPU => "it used more processor time than the limit (SIGXCPU, `ulimit -t`)",
            #[cfg(unix)]
            libc::SIGBUS | libc::SIGFPE | libc::SIGILL | libc::SIGSYS | libc::SIGTRAP => {
                "it did something that the processor or the kernel forbids"
            }
            _ => "something sent the signal, and the program does not handle it",
        };
        let name = signal_hook::low_level::signal_name(signal).map(|name| format!(", {name}"));
        let name = name.unwrap_or_default();
        let why = format_args!("the task's process was ended by the signal {signal}{name}: {why}");
        Fault { code: "USER:RuntimeError", ..Fault::recoverable("crash", why) }
    }

    /// The pod was interrupted, which is not the task's fault: the engine's own retries decide about another attempt.
    /// The code is the engine's own (flyteplugins `flytek8s/pod_helper.go`).
    fn interrupted(what: impl Display) -> Self {
        let why = format_args!("the pod was asked to end (SIGTERM), and {what}");
        Fault { code: "Interrupted", ..Fault::system("interruption", why) }
    }

    /// This fault, or an interruption if the pod was asked to end before the task failed.
    pub(super) fn or_interrupted(self) -> Self {
        if !cancelled().load(Ordering::SeqCst) {
            return self;
        }
        let fault = Fault::interrupted(format_args!("the task ended with {self}"));
        Fault { trace: self.trace, ..fault }
    }

    pub(super) fn panic(message: String, place: Option<String>) -> Self {
        let place = place.map(|place| format!("panicked at {place}"));
        let backtrace = backtrace::last().map(|trace| trace.to_string());
        // If a print fails because nobody reads stdout any more, the program is not at fault.
        let is_print = message.starts_with("failed printing to std");
        let fault = if is_print { Fault::system } else { Fault::user }("panic", message);
        place.into_iter().chain(backtrace).fold(fault, Fault::with_trace)
    }

    pub(super) fn with_trace(mut self, fact: impl Display) -> Self {
        self.trace.push(fact.to_string());
        self
    }

    /// Puts the task before the other facts of the trace.
    pub(super) fn in_task(mut self, task: &Entity) -> Self {
        self.trace.insert(0, format!("task `{}`, {}", task.name, task.place));
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.message)
    }
}

fn are_backtraces_enabled() -> bool {
    std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0")
}
