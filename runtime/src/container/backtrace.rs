//! The backtrace of a panic: the hook keeps it, the error reports it.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::RefCell;

thread_local! {
    static BACKTRACE: RefCell<Option<Backtrace>> = const { RefCell::new(None) };
}

/// Keeps the backtrace of this thread, which panics.
pub(super) fn keep() {
    BACKTRACE.set(Some(Backtrace::capture()));
}

/// The backtrace of this thread's last panic, if the environment enables backtraces.
pub(super) fn last() -> Option<Backtrace> {
    BACKTRACE.take().filter(|trace| trace.status() == BacktraceStatus::Captured)
}
