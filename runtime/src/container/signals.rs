//! SIGTERM and SIGINT. They need handlers, since the kernel has no default action for the first process of a
//! container.
//!
//! SIGINT ends the process at once, except while a file is being written, and after uploads are given up. SIGTERM
//! means that Kubernetes will end the pod: it gives the task some time to end by itself; a second SIGTERM acts as
//! SIGINT, except in a process that a local run has started. Flyte reads no files of a pod that it deleted itself. It may
//! read those of a pod that the cluster took away, and then learns that the attempt was interrupted.

use crate::context;
use crate::handlers;
use crate::lock::lock;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io;
use std::process;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

/// How long a write to a store may take once the process must end. Together with [`REPORTING`] it must fit into what
/// is left of Kubernetes' 30 s.
#[cfg(all(feature = "stores", unix))]
const LAST_WORDS: Duration = Duration::from_secs(2);
/// How long the report of an interrupted attempt may take.
#[cfg(all(feature = "stores", unix))]
const REPORTING: Duration = Duration::from_secs(4);

/// Wakes the thread that `undo` has started.
#[cfg(unix)]
static SIGNALS: std::sync::OnceLock<std::os::unix::net::UnixStream> = std::sync::OnceLock::new();

/// Whether a signal may end the process at once.
static FREE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));
/// The last signal that arrived.
static LAST: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);

/// Installs the handlers. No thread is needed: everything happens in the handlers.
pub(super) fn watch() {
    let grace = context::grace();
    // If a signal can't be handled, its default action applies.
    let _ = handlers::here_alone(SIGINT).and_then(|()| ends(SIGINT, &FREE));
    let term = || if grace.is_zero() { ends(SIGTERM, &FREE) } else { grant(grace) };
    let _ = handlers::here_alone(SIGTERM).and_then(|()| term());
}

/// Has a signal end the process, which runs no task yet.
pub(super) fn end_at_once() {
    // If a signal can't be handled, its default action applies.
    let _ = ends(SIGINT, &FREE);
    let _ = ends(SIGTERM, &FREE);
}

/// Ends the process at a signal, with the exit status that a shell reports for it.
fn ends(signal: i32, free: &Arc<AtomicBool>) -> io::Result<()> {
    flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(free))?;
    // A second signal does not wait.
    flag::register(signal, Arc::clone(free))?;
    remember(signal)
}

fn remember(signal: i32) -> io::Result<()> {
    flag::register_usize(signal, Arc::clone(&LAST), signal.unsigned_abs() as usize).map(drop)
}

#[cfg(unix)]
fn grant(grace: Duration) -> io::Result<()> {
    handlers::grant(SIGTERM, grace, grace_is_over)?;
    if crate::external::is_of_a_run() {
        // When a run is killed, the kernel may send this signal for each of its threads. So a second one is no new request.
        flag::register(SIGTERM, Arc::clone(context::cancelled()))?;
        return remember(SIGTERM);
    }
    ends(SIGTERM, context::cancelled())
}

/// Called by the handler of the alarm.
#[cfg(unix)]
fn grace_is_over() {
    LAST.store(libc::SIGALRM.unsigned_abs() as usize, Ordering::SeqCst);
    if FREE.load(Ordering::SeqCst) {
        handlers::start_anew(SIGTERM);
    } else if let Some(signals) = SIGNALS.get() {
        // Who has no thread for it is busy with the last words, and ends by them.
        let _ = rustix::io::write(signals, &[0]);
    }
}

#[cfg(not(unix))]
fn grant(_: Duration) -> io::Result<()> {
    ends(SIGTERM, &FREE)
}

/// Locked while the process must not be ended, or is being ended.
static BUSY: Mutex<()> = Mutex::new(());

/// Does the work to its end even if a signal arrives; the process then ends after it.
pub(super) fn hold<T>(work: impl FnOnce() -> T) -> T {
    let _busy = lock(&BUSY);
    FREE.store(false, Ordering::SeqCst);
    let result = work();
    if FREE.swap(true, Ordering::SeqCst) {
        end();
    }
    result
}

/// From now on, a signal first ends the processes that the task started, removes temporary files, cancels reads from
/// stores, and gives up uploads, since the owner of the store would pay for the parts of unfinished objects.
///
/// This needs a thread, since a signal handler may not do any of it.
///
/// # Errors
/// Fails if no thread can be started; nothing has changed then.
#[cfg(unix)]
pub(super) fn undo() -> io::Result<()> {
    use signal_hook::consts::SIGHUP;
    use std::io::Read;
    let (mut signals, handler) = std::os::unix::net::UnixStream::pair()?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        if signals.read_exact(&mut [0]).is_ok() {
            #[cfg(feature = "stores")]
            crate::storage::stop_after(LAST_WORDS);
            let _busy = lock(&BUSY);
            crate::external::kill();
            #[cfg(feature = "stores")]
            crate::storage::abandon();
            crate::storage::scratch::remove_all();
            end();
        }
    })?;
    handlers::here_alone(SIGHUP)?;
    // With a grace period it is the alarm that ends the attempt.
    let term = context::grace().is_zero().then_some(SIGTERM);
    for signal in [SIGHUP, SIGINT].into_iter().chain(term).filter(|signal| !handlers::is_ignored(*signal)) {
        remember(signal)?;
        signal_hook::low_level::pipe::register(signal, handler.try_clone()?)?;
    }
    SIGNALS.get_or_init(|| handler);
    FREE.store(false, Ordering::SeqCst);
    Ok(())
}

/// Limits the time of a process that only reports an attempt whose grace period is over.
#[cfg(all(feature = "stores", unix))]
pub(super) fn limit_report(died_of: i32) {
    if died_of == libc::SIGTERM {
        crate::storage::stop_after(REPORTING);
    }
}

fn end() -> ! {
    let signal = i32::try_from(LAST.load(Ordering::SeqCst)).unwrap_or_default();
    #[cfg(unix)]
    if signal == libc::SIGALRM {
        handlers::start_anew(SIGTERM);
    }
    handlers::set_exit_status(128 + signal);
    process::exit(128 + signal)
}
