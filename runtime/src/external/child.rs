//! What a process of this program does for the run that has started it.
//!
//! The process does it itself, before its task begins: between its birth and its start, its parent can't without `unsafe`, and
//! later is too late.

use rustix::process::{Resource, Rlimit, setrlimit};
use std::process::Command;

/// The variable with the limit of memory, in bytes.
const MEMORY: &str = "AILERON_MEMORY_LIMIT";
/// The variable with the id of the run's process.
const PARENT: &str = "AILERON_RUN";

/// Tells a process of this program what to do for this one.
pub(super) fn ask(command: &mut Command, memory: Option<u64>) {
    command.env(PARENT, std::process::id().to_string());
    if let Some(bytes) = memory {
        command.env(MEMORY, bytes.to_string());
    }
}

/// Does what the run asks for that has started this process, if one has.
pub(crate) fn heed() {
    if let Some(bytes) = asked(MEMORY) {
        // The limit is that of the heap and of what is mapped for writing, but not of files and of the first thread's stack. What
        // this process starts inherits it, each for itself. If the system refuses it, as macOS does, there is none.
        let _ = setrlimit(Resource::Data, Rlimit { current: Some(bytes), maximum: Some(bytes) });
    }
    if let Some(parent) = asked(PARENT) {
        end_with(parent);
    }
}

/// Whether a run has started this process.
pub(crate) fn is_of_a_run() -> bool {
    std::env::var_os(PARENT).is_some()
}

fn asked<T: std::str::FromStr>(variable: &str) -> Option<T> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Asks this process to end when its parent is killed, which then can't do so itself. The thread of the parent that has started this
/// process waits for its end.
#[cfg(target_os = "linux")]
fn end_with(parent: i32) {
    use rustix::process::{Pid, Signal, getppid, set_parent_process_death_signal};
    let _ = set_parent_process_death_signal(Some(Signal::TERM));
    // A shell that runs this program by hand, with the variable of another run, is no parent.
    if getppid() != Pid::from_raw(parent) {
        let _ = set_parent_process_death_signal(None);
    }
}

/// Only Linux tells a process of its parent's end.
#[cfg(not(target_os = "linux"))]
fn end_with(_: i32) {}
