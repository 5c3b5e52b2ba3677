//! The signal by which SageMaker ends a training.

use signal_hook::consts::SIGTERM;
use signal_hook::flag;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

/// Whether SIGTERM came.
static STOPPING: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
/// Whether it may end the process at once.
static FREE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));
/// Whether the training should end; who asks promises to end it.
pub(super) fn is_stopping() -> bool {
    FREE.store(false, Ordering::SeqCst);
    STOPPING.load(Ordering::SeqCst)
}

/// A container's first process is not ended by a signal that it doesn't handle. The exit status is the one that a shell
/// gives to a process that was.
pub(super) fn end_by_signal() {
    // Where a signal can't be handled, its default action is as good as can be.
    let ends = |free: &Arc<AtomicBool>| {
        flag::register_conditional_shutdown(SIGTERM, 128 + SIGTERM, Arc::clone(free))
    };
    let _ = ends(&FREE)
        // A second one no longer waits.
        .and_then(|_| ends(&STOPPING))
        .and_then(|_| flag::register(SIGTERM, Arc::clone(&STOPPING)));
}
