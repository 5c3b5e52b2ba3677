//! SIGINT and SIGTERM while a task is run by another process: that one is ended first.

use crate::context::cancelled;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::{flag, low_level};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Whether a signal may end this process right away: no task runs elsewhere.
static FREE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| {
    let free = Arc::new(AtomicBool::new(true));
    for signal in [SIGINT, SIGTERM] {
        // Where a signal can't be handled, its default action is as good as can be.
        let _ = flag::register_conditional_default(signal, Arc::clone(&free))
            .and_then(|_| flag::register_usize(signal, Arc::clone(&CAME), signal.unsigned_abs() as usize));
    }
    free
});
/// The signal that came; 0 for none.
static CAME: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);
/// How many tasks run elsewhere.
static RUNNING: Mutex<usize> = Mutex::new(0);

/// As long as this lives, a signal does not end this process.
#[derive(Debug)]
pub(super) struct Watch(());

impl Watch {
    pub(super) fn begin() -> Self {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        FREE.store(false, Ordering::SeqCst);
        *running += 1;
        Watch(())
    }
}

/// Whether this process is to end.
pub(super) fn came() -> bool {
    CAME.load(Ordering::SeqCst) != 0
}

impl Drop for Watch {
    /// The last one lets the signal do what it would have done at once, unless an attempt in a container is told of it,
    /// which ends by itself.
    fn drop(&mut self) {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        *running -= 1;
        if *running > 0 {
            return;
        }
        FREE.store(true, Ordering::SeqCst);
        let is_told = cancelled().load(Ordering::SeqCst);
        if let Ok(signal @ 1..) = i32::try_from(CAME.swap(0, Ordering::SeqCst))
            && !(is_told && signal == SIGTERM)
        {
            let _ = low_level::emulate_default_handler(signal);
        }
    }
}
