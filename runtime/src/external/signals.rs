//! SIGHUP, SIGINT and SIGTERM in a program that runs tasks on this machine: what runs elsewhere is ended first, the
//! folders for temporary files go, and then the signal does what it would have done. A second one waits for nothing.
//!
//! In a container the program has handlers of its own: what runs elsewhere is told by the same flag.

use crate::Context;
use crate::context::cancelled;
use crate::handlers;
use crate::lock::lock;
use crate::setup::Engine;
use crate::storage::scratch;
use rustix::process::{Pid, Signal, kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::{flag, low_level};
use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::process;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, Once};
use std::thread;

/// The signal that came last; 0 for none.
static CAME: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);
/// Whether a signal does at once what it would have done: this program is about to end.
static ENDS: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
static RUNNING: Mutex<Vec<Elsewhere>> = Mutex::new(Vec::new());

/// What does a task's work besides this process.
#[derive(Debug)]
struct Elsewhere {
    id: u64,
    /// The group of its processes, once it is started.
    group: Option<Pid>,
    /// What goes on when its client has ended, and who runs it.
    container: Option<(Engine, String)>,
}

/// From now on the signals end this program as it is told above. One that it was started to ignore, as by `nohup`, stays
/// ignored.
pub(crate) fn watch() {
    static ONCE: Once = Once::new();
    // Where a signal can't be handled, its default action is as good as can be.
    ONCE.call_once(|| drop(start()));
}

fn start() -> io::Result<()> {
    let (signals, handler) = UnixStream::pair()?;
    thread::Builder::new().name("signals".into()).spawn(move || attend(signals))?;
    for signal in [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| !handlers::is_ignored(*signal)) {
        handlers::here_alone(signal)?;
        flag::register_conditional_default(signal, Arc::clone(&ENDS))?;
        flag::register_usize(signal, Arc::clone(&CAME), signal.unsigned_abs() as usize)?;
        flag::register(signal, Arc::clone(cancelled()))?;
        low_level::pipe::register(signal, handler.try_clone()?)?;
    }
    Ok(())
}

/// The life of the thread that hears of the signals, as hardly anything may be done in their handlers.
fn attend(mut signals: UnixStream) {
    let mut came_before = false;
    while signals.read_exact(&mut [0]).is_ok() {
        let running = running();
        if came_before || running.is_empty() {
            end(&running);
        }
        came_before = true;
    }
}

/// Ends this program. Nothing more is started meanwhile, as the list is held.
fn end(running: &[Elsewhere]) {
    ENDS.store(true, Ordering::SeqCst);
    kill_all(running);
    scratch::remove_all();
    let signal = i32::try_from(CAME.load(Ordering::SeqCst)).unwrap_or_default();
    let _ = low_level::emulate_default_handler(signal);
    process::exit(128 + signal);
}

/// Ends what runs elsewhere, without waiting for it.
pub(crate) fn kill() {
    kill_all(&running());
}

fn kill_all(running: &[Elsewhere]) {
    for Elsewhere { group, container, .. } in running {
        group.map(|group| kill_process_group(group, Signal::KILL));
        if let Some((engine, container)) = container {
            let _ = engine.remove(container).spawn();
        }
    }
}

/// As long as this lives, a first signal does not end this process, but what does the task's work elsewhere.
#[derive(Debug)]
pub(super) struct Watch {
    id: u64,
    /// Whether this process ends by itself when a signal comes.
    is_told: bool,
}

impl Watch {
    /// Begins before anything is started.
    pub(super) fn begin(container: Option<(Engine, &str)>) -> Self {
        static NEXT: Mutex<u64> = Mutex::new(0);
        let is_told = !Context::current().is_local();
        if !is_told {
            watch();
        }
        let mut next = lock(&NEXT);
        *next += 1;
        let container = container.map(|(engine, name)| (engine, name.to_owned()));
        running().push(Elsewhere { id: *next, group: None, container });
        Watch { id: *next, is_told }
    }

    /// These processes do the work.
    pub(super) fn add_group(&self, group: Pid) {
        if let Some(own) = running().iter_mut().find(|other| other.id == self.id) {
            own.group = Some(group);
        }
    }

    /// They have ended, and others may have the group's number.
    pub(super) fn ended(&self) {
        if let Some(own) = running().iter_mut().find(|other| other.id == self.id) {
            own.group = None;
        }
    }
}

/// Whether this process is to end.
pub(super) fn came() -> bool {
    cancelled().load(Ordering::SeqCst)
}

impl Drop for Watch {
    /// The last one lets a signal that came do what it would have done at once.
    fn drop(&mut self) {
        let mut running = running();
        running.retain(|other| other.id != self.id);
        if running.is_empty() && came() && !self.is_told {
            end(&running);
        }
    }
}

fn running() -> MutexGuard<'static, Vec<Elsewhere>> {
    lock(&RUNNING)
}
