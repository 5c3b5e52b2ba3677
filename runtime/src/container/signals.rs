//! SIGTERM and SIGINT: the process ends at once, but for the moment in which a file is half written, and for what it was
//! uploading.
//!
//! They have to be handled at all because a container's first process would not end by them: the kernel gives it no
//! default action. When the engine aborts a task it deletes the pod, so nothing needs to be written.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::process;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Whether a signal may end the process right away.
static FREE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));
/// The last signal that came.
static LAST: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);

/// Handles the signals, without a thread: all that is done happens in the handler. The exit status is the one that a
/// shell gives to a process killed by that signal.
pub(super) fn end_cleanly() {
    for signal in [SIGTERM, SIGINT] {
        // Where a signal can't be handled, its default action is as good as can be.
        let _ = flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&FREE))
            // A second one no longer waits.
            .and_then(|_| flag::register(signal, Arc::clone(&FREE)))
            .and_then(|_| flag::register_usize(signal, Arc::clone(&LAST), signal.unsigned_abs() as usize));
    }
}

/// Held by whoever must not be disturbed, or ends the process.
static BUSY: Mutex<()> = Mutex::new(());

/// Does the work whole, even if a signal comes; the process then ends after it.
pub(super) fn hold<T>(work: impl FnOnce() -> T) -> T {
    let _busy = BUSY.lock().unwrap_or_else(PoisonError::into_inner);
    FREE.store(false, Ordering::SeqCst);
    let result = work();
    if FREE.swap(true, Ordering::SeqCst) {
        end();
    }
    result
}

/// From now on a signal first gives up what the task is uploading, or its owner would pay for parts of no object.
///
/// That takes a thread, as nothing of it may happen in a signal's handler.
///
/// # Errors
/// When there is none to be had; all is then as it was.
#[cfg(all(feature = "stores", unix))]
pub(super) fn undo_uploads() -> std::io::Result<()> {
    use std::io::Read;
    let (mut signals, handler) = std::os::unix::net::UnixStream::pair()?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        if signals.read_exact(&mut [0]).is_ok() {
            let _busy = BUSY.lock().unwrap_or_else(PoisonError::into_inner);
            crate::storage::abandon();
            end();
        }
    })?;
    for signal in [SIGTERM, SIGINT] {
        signal_hook::low_level::pipe::register(signal, handler.try_clone()?)?;
    }
    FREE.store(false, Ordering::SeqCst);
    Ok(())
}

fn end() -> ! {
    process::exit(128 + i32::try_from(LAST.load(Ordering::SeqCst)).unwrap_or_default())
}
