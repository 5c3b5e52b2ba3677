//! SIGTERM and SIGINT, which have to be handled at all because a container's first process would not end by them: the
//! kernel gives it no default action.
//!
//! SIGINT ends the process at once, but for the moment in which a file is half written, and for what it was uploading.
//! SIGTERM, by which Kubernetes says that the pod will end, lets the task end by itself for a while; a second one is as
//! SIGINT. Flyte reads nothing of a pod that it has deleted itself; of one that the cluster took away it may, and then
//! learns that the attempt was interrupted.

use crate::context;
use crate::handlers;
#[cfg(unix)]
use crate::lock::lock;
use crate::logs;
use aileron_grammar::duration;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io;
use std::process;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

/// Kubernetes waits 30 s; what is left of them is for telling the engine.
const GRACE: Duration = Duration::from_secs(20);

/// What is left of Kubernetes' 30 s has to do for both of these: whoever is about to write the last words of an attempt to
/// a store has so long for them, and whoever tells that it was interrupted.
#[cfg(all(feature = "stores", unix))]
const LAST_WORDS: Duration = Duration::from_secs(2);
#[cfg(all(feature = "stores", unix))]
const TELLING: Duration = Duration::from_secs(4);

/// Wakes the thread that `undo` has started.
#[cfg(unix)]
static SIGNALS: std::sync::OnceLock<std::os::unix::net::UnixStream> = std::sync::OnceLock::new();

/// Whether a signal may end the process right away.
static FREE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));
/// The last signal that came.
static LAST: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);

/// Handles the signals, without a thread: all that is done happens in the handlers.
pub(super) fn watch() {
    let grace = grace();
    // Where a signal can't be handled, its default action is as good as can be.
    let _ = handlers::here_alone(SIGINT).and_then(|()| ends(SIGINT, &FREE));
    let term = || if grace.is_zero() { ends(SIGTERM, &FREE) } else { grant(grace) };
    let _ = handlers::here_alone(SIGTERM).and_then(|()| term());
}

/// The exit status is the one that a shell gives to a process killed by that signal.
fn ends(signal: i32, free: &Arc<AtomicBool>) -> io::Result<()> {
    flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(free))?;
    // A second one no longer waits.
    flag::register(signal, Arc::clone(free))?;
    remember(signal)
}

fn remember(signal: i32) -> io::Result<()> {
    flag::register_usize(signal, Arc::clone(&LAST), signal.unsigned_abs() as usize).map(drop)
}

#[cfg(unix)]
fn grant(grace: Duration) -> io::Result<()> {
    handlers::grant(SIGTERM, grace, grace_is_over)?;
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

fn grace() -> Duration {
    let Ok(wish) = std::env::var("AILERON_GRACE_PERIOD") else { return GRACE };
    duration::parse(&wish).unwrap_or_else(|problem| {
        logs::note(&format!("AILERON_GRACE_PERIOD is `{wish}`: {problem}; {GRACE:?} are taken instead"));
        GRACE
    })
}

/// Held by whoever must not be disturbed, or ends the process.
static BUSY: Mutex<()> = Mutex::new(());

/// Does the work whole, even if a signal comes; the process then ends after it.
pub(super) fn hold<T>(work: impl FnOnce() -> T) -> T {
    let _busy = lock(&BUSY);
    FREE.store(false, Ordering::SeqCst);
    let result = work();
    if FREE.swap(true, Ordering::SeqCst) {
        end();
    }
    result
}

/// From now on a signal first ends what the task has started, removes its temporary files, and gives up what it is
/// uploading, or its owner would pay for parts of no object; what waits for a store is broken off.
///
/// That takes a thread, as nothing of it may happen in a signal's handler.
///
/// # Errors
/// When there is none to be had; all is then as it was.
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
    let term = grace().is_zero().then_some(SIGTERM);
    for signal in [SIGHUP, SIGINT].into_iter().chain(term).filter(|signal| !handlers::is_ignored(*signal)) {
        remember(signal)?;
        signal_hook::low_level::pipe::register(signal, handler.try_clone()?)?;
    }
    SIGNALS.get_or_init(|| handler);
    FREE.store(false, Ordering::SeqCst);
    Ok(())
}

/// In a process that only tells of an attempt whose grace is over.
#[cfg(all(feature = "stores", unix))]
pub(super) fn tell_soon(died_of: i32) {
    if died_of == libc::SIGTERM {
        crate::storage::stop_after(TELLING);
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
