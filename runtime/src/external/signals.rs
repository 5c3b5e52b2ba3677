//! SIGHUP, SIGINT and SIGTERM in a program that runs tasks on this machine. At a signal, the other processes and
//! containers are ended, a run starts no more tasks and gives the others a grace period, temporary folders are removed, and
//! then the signal has its default effect. A second signal does not wait.
//!
//! In a container, the program has other handlers, which set the same flag.

use super::tree;
use crate::Context;
use crate::context::{self, cancelled};
use crate::handlers;
use crate::lock::lock;
use crate::logs;
use crate::setup::Engine;
use crate::storage::scratch;
use aileron_grammar::duration;
use rustix::process::Pid;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::{flag, low_level};
use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::process;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, Once};
use std::thread;

/// The last signal; 0 for none.
static CAME: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);
/// Whether a signal has its default effect at once, since this program is about to end.
static ENDS: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
/// How many runs are under way that end by themselves when a signal has come.
static RUNS: AtomicUsize = AtomicUsize::new(0);
static RUNNING: Mutex<Vec<Elsewhere>> = Mutex::new(Vec::new());
/// Whether a verb waits for Ctrl-C itself.
#[cfg(feature = "remote")]
static LEFT: AtomicBool = AtomicBool::new(false);

/// A task's work outside of this process.
#[derive(Debug)]
struct Elsewhere {
    id: u64,
    /// The process group, once it is started.
    group: Option<Pid>,
    /// The container, which goes on after its client has ended, and its engine.
    container: Option<(Engine, String)>,
}

/// Installs the handlers. A signal that the program was started to ignore, as by `nohup`, stays ignored.
pub(crate) fn watch() {
    static ONCE: Once = Once::new();
    // If a signal can't be handled, its default action applies.
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

/// While this lives, a first signal does not end this process: a run sees it and ends.
#[derive(Debug)]
pub(crate) struct Run(());

impl Run {
    pub(crate) fn begin() -> Self {
        watch();
        RUNS.fetch_add(1, Ordering::SeqCst);
        Run(())
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        RUNS.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Leaves Ctrl-C to a verb that waits for it itself, from now on.
#[cfg(feature = "remote")]
pub(crate) fn leave_interrupts() {
    LEFT.store(true, Ordering::SeqCst);
}

#[cfg(feature = "remote")]
fn is_left() -> bool {
    LEFT.load(Ordering::SeqCst) && CAME.load(Ordering::SeqCst) == SIGINT.unsigned_abs() as usize
}

#[cfg(not(feature = "remote"))]
fn is_left() -> bool {
    false
}

/// Ends this program by the signal that has come, as if nothing handled it.
pub(crate) fn end_of_signal() {
    end(&running());
}

/// The thread that reacts to signals, since handlers may do almost nothing.
fn attend(mut signals: UnixStream) {
    let mut came_before = false;
    loop {
        match signals.read(&mut [0]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                logs::note("the grace period is over");
                end(&running());
            }
            Err(_) | Ok(0) => return,
            Ok(_) if is_left() => continue,
            Ok(_) => {}
        }
        let running = running();
        let has_run = RUNS.load(Ordering::SeqCst) > 0;
        if came_before || (running.is_empty() && !has_run) {
            end(&running);
        }
        came_before = true;
        drop(running);
        if has_run {
            grant(&signals);
        }
    }
}

/// Gives the tasks of a run some time to end.
fn grant(signals: &UnixStream) {
    let grace = context::grace();
    if grace.is_zero() || signals.set_read_timeout(Some(grace)).is_err() {
        end(&running());
    }
    logs::note(&format!(
        "interrupted: no more tasks start, and those that run have {} to end; interrupt again to end them at once",
        duration::print(grace)
    ));
}

/// Ends this program. Nothing new is started meanwhile, since the list is locked.
fn end(running: &[Elsewhere]) {
    ENDS.store(true, Ordering::SeqCst);
    kill_all(running);
    scratch::remove_all();
    // A verb that waits for Ctrl-C itself has not noted it here.
    let signal = i32::try_from(CAME.load(Ordering::SeqCst)).ok().filter(|came| *came != 0).unwrap_or(SIGINT);
    let _ = low_level::emulate_default_handler(signal);
    process::exit(128 + signal);
}

/// Ends all work outside of this process, without waiting for its end.
pub(crate) fn kill() {
    kill_all(&running());
}

fn kill_all(running: &[Elsewhere]) {
    for Elsewhere { group, container, .. } in running {
        group.map(tree::kill);
        if let Some((engine, container)) = container {
            let _ = engine.remove(container).spawn();
        }
    }
}

/// While this lives, a first signal ends the task's work outside of this process, and not this process.
#[derive(Debug)]
pub(crate) struct Watch {
    id: u64,
    /// Whether other handlers end this process at a signal, as in a container.
    ends_itself: bool,
}

impl Watch {
    /// Begins, before any work is started.
    pub(crate) fn begin(container: Option<(Engine, &str)>) -> Self {
        static NEXT: Mutex<u64> = Mutex::new(0);
        let ends_itself = !Context::current().is_local();
        if !ends_itself {
            watch();
        }
        let mut next = lock(&NEXT);
        *next += 1;
        let container = container.map(|(engine, name)| (engine, name.to_owned()));
        running().push(Elsewhere { id: *next, group: None, container });
        Watch { id: *next, ends_itself }
    }

    /// Sets the process group that does the work.
    pub(super) fn add_group(&self, group: Pid) {
        if let Some(own) = running().iter_mut().find(|other| other.id == self.id) {
            own.group = Some(group);
        }
    }

    /// Removes the process group: it has ended, and its id may be reused.
    pub(super) fn ended(&self) {
        if let Some(own) = running().iter_mut().find(|other| other.id == self.id) {
            own.group = None;
        }
    }
}

/// Whether this process has to end.
pub(super) fn came() -> bool {
    cancelled().load(Ordering::SeqCst)
}

impl Drop for Watch {
    /// The last one to be dropped ends the process if a signal arrived.
    fn drop(&mut self) {
        let mut running = running();
        running.retain(|other| other.id != self.id);
        if running.is_empty() && came() && !self.ends_itself && RUNS.load(Ordering::SeqCst) == 0 {
            end(&running);
        }
    }
}

fn running() -> MutexGuard<'static, Vec<Elsewhere>> {
    lock(&RUNNING)
}
