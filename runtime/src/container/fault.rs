//! Why an attempt failed, in the engine's terms: whose fault it is, and whether another attempt may help.

use super::backtrace;
use crate::context::cancelled;
use crate::entity::{Failure, Function};
#[cfg(unix)]
use crate::handlers;
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
    /// What sort of thing went wrong, in a word or two.
    pub(super) what: &'static str,
    pub(super) message: String,
    /// Where, a fact a line.
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

    /// The program itself is at fault: it fails again however often it is tried.
    pub(super) fn user(what: &'static str, message: impl Display) -> Self {
        Fault::new("USER:RuntimeError", Kind::NonRecoverable, ErrorKind::User, what, message)
    }

    /// The program says that its fault may pass: the user's `retries` decide.
    fn recoverable(what: &'static str, message: impl Display) -> Self {
        Fault::new("USER:Recoverable", Kind::Recoverable, ErrorKind::User, what, message)
    }

    /// A value is not of the type that was declared.
    pub(super) fn value(what: &'static str, message: impl Display) -> Self {
        Fault::new("SYSTEM", Kind::NonRecoverable, ErrorKind::System, what, message)
    }

    /// Something around the program failed, and may work the next time: the engine's own retries decide.
    pub(super) fn system(what: &'static str, message: impl Display) -> Self {
        Fault::new("SYSTEM", Kind::Recoverable, ErrorKind::System, what, message)
    }

    pub(super) fn storage(error: &StorageError) -> Self {
        let kind = if error.may_pass() { Kind::Recoverable } else { Kind::NonRecoverable };
        Fault::new("SYSTEM", kind, ErrorKind::System, "storage", error)
    }

    /// A task that was called and failed.
    pub(super) fn from_failure(failure: Failure) -> Self {
        let recoverable = failure.is_recoverable();
        match failure {
            Failure::Missing { .. } | Failure::Input { .. } => Fault::value("input", failure),
            Failure::Output { ref error } if error.may_pass() => Fault::system("output", failure),
            Failure::Output { .. } => Fault::value("output", failure),
            Failure::Panic { message, place } => Fault::panic(message, place),
            Failure::User(ref error) => {
                let what = if recoverable { Fault::recoverable } else { Fault::user };
                let fault = what("error", &failure);
                // Errors that carry a backtrace show it there, and nowhere else.
                if backtraces_wanted() { fault.with_trace(format_args!("{error:?}")) } else { fault }
            }
        }
    }

    /// The process ended before the task did, by a signal or by `exit`: whether that may pass nobody knows, so the user's
    /// `retries` decide, as they do where Flyte itself finds a container ended (flyteplugins `flytek8s/pod_helper.go`).
    pub(super) fn died_of(signal: i32) -> Self {
        let why = match signal {
            #[cfg(unix)]
            handlers::EXIT => {
                let why = "the task ended its process, by `std::process::exit` or what calls it, and left no outputs: \
                           return outputs, or an error, instead";
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
                "it was aborted (SIGABRT), by a panic while another one unwound, by memory that was not to be had, or by \
                 `std::process::abort`; the log tells which"
            }
            #[cfg(unix)]
            libc::SIGSEGV => {
                "it touched memory that is not its own (SIGSEGV). In safe Rust that is a stack that overflowed, by a \
                 recursion that goes too deep: make it a loop, or give it a thread with a larger stack \
                 (`std::thread::Builder::stack_size`)"
            }
            #[cfg(unix)]
            libc::SIGALRM => "an alarm rang that it had set itself (SIGALRM), with nobody to hear it",
            #[cfg(unix)]
            libc::SIGXFSZ => "a file grew larger than its limit allows (SIGXFSZ, `ulimit -f`)",
            #[cfg(unix)]
            libc::SIGXCPU => "it took more of the processor than its limit allows (SIGXCPU, `ulimit -t`)",
            #[cfg(unix)]
            libc::SIGBUS | libc::SIGFPE | libc::SIGILL | libc::SIGSYS | libc::SIGTRAP => {
                "it did what the processor or the kernel forbids"
            }
            _ => "something sent it, and it is handled nowhere",
        };
        let name = signal_hook::low_level::signal_name(signal).map(|name| format!(", {name}"));
        let name = name.unwrap_or_default();
        let why = format_args!("the task's process died of the signal {signal}{name}: {why}");
        Fault { code: "USER:RuntimeError", ..Fault::recoverable("crash", why) }
    }

    /// The cluster needs the node, which is nobody's fault: the engine's own retries decide. The code is the engine's
    /// own for it (flyteplugins `flytek8s/pod_helper.go`).
    fn interrupted(what: impl Display) -> Self {
        let why = format_args!("the pod was told to end (SIGTERM), and {what}");
        Fault { code: "Interrupted", ..Fault::system("interruption", why) }
    }

    /// The same, unless the task ended so because it was told to end.
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
        // Who prints where nobody reads any more is not at fault.
        let is_print = message.starts_with("failed printing to std");
        let fault = if is_print { Fault::system } else { Fault::user }("panic", message);
        place.into_iter().chain(backtrace).fold(fault, Fault::with_trace)
    }

    pub(super) fn with_trace(mut self, fact: impl Display) -> Self {
        self.trace.push(fact.to_string());
        self
    }

    /// Tells the task first, then what happened in it.
    pub(super) fn in_task(mut self, function: &Function) -> Self {
        self.trace.insert(0, format!("task `{}`, {}", function.name(), function.place()));
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.message)
    }
}

fn backtraces_wanted() -> bool {
    std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0")
}
