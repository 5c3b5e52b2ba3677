//! The signal with which SageMaker stops a training.

use signal_hook::consts::SIGTERM;
use signal_hook::flag;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

/// Whether the process got SIGTERM.
static STOPPING: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
/// Whether the signal may end the process at once.
static FREE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));
/// Whether the training should end. A caller promises to end it itself.
pub(super) fn is_stopping() -> bool {
    FREE.store(false, Ordering::SeqCst);
    STOPPING.load(Ordering::SeqCst)
}

/// A signal that a container's first process doesn't handle would not end it. The exit status is the one that a shell shows
/// for a process that SIGTERM ended.
pub(super) fn end_by_signal() {
    // If the signal can't be handled, its default action remains.
    let ends = |free: &Arc<AtomicBool>| {
        flag::register_conditional_shutdown(SIGTERM, 128 + SIGTERM, Arc::clone(free))
    };
    let _ = ends(&FREE)
        // A second signal ends the process in any case.
        .and_then(|_| ends(&STOPPING))
        .and_then(|_| flag::register(SIGTERM, Arc::clone(&STOPPING)));
}
