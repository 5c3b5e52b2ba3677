//! The limit of memory of a process of this program.
//!
//! The process sets it itself, since its parent can't do so between its birth and its start without `unsafe`, and later is too late.

use rustix::process::{Resource, Rlimit, setrlimit};

/// The variable with the limit, in bytes.
pub(super) const VARIABLE: &str = "AILERON_MEMORY_LIMIT";

/// Limits the memory that this process can write to, if its parent asks for that: its heap and what it maps, but not files and
/// the stack of its first thread. What this process starts inherits the limit, each for itself. macOS does not enforce it.
pub(crate) fn limit_memory() {
    let asked = std::env::var(VARIABLE).ok().and_then(|bytes| bytes.parse().ok());
    let Some(bytes) = asked else { return };
    // If the system refuses it, the process runs without a limit.
    let _ = setrlimit(Resource::Data, Rlimit { current: Some(bytes), maximum: Some(bytes) });
}
