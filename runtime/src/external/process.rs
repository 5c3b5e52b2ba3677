//! Runs another process: shows its output, limits its time, and leaves none of its processes behind.

use super::ExternalError;
use super::child;
use super::output::{self, Log};
use super::signals::{Watch, came};
use super::tree;
use crate::context::Context;
use crate::lock::lock;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How long a process may take to end after it is asked to.
const GRACE: Duration = Duration::from_secs(5);
/// How often signals and the time limit are checked.
const PAUSE: Duration = Duration::from_millis(50);
/// How long to wait for the rest of a process's output after its end, since another process may hold the pipe open.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// What a process may use.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bounds {
    /// How long it may take.
    pub(crate) time: Option<Duration>,
    /// Whether it is a process of this program.
    pub(crate) is_own: bool,
    /// How much memory it may use then, in bytes.
    pub(crate) memory: Option<u64>,
    /// How long it may take to end when this program has to end; the usual time if it is shorter.
    pub(crate) grace: Duration,
}

/// The end of a process.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) end: End,
    /// The end of its output.
    pub(crate) log: String,
    /// Whether it said that memory could not be allocated.
    pub(crate) ran_out: bool,
}

/// How long a process may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timeout {
    /// What is left for this attempt.
    pub(super) left: Duration,
    /// The task's, of which a person knows.
    pub(super) whole: Duration,
}

/// How a process ended.
#[derive(Debug)]
pub(crate) enum End {
    /// The process ended by itself.
    Exited(ExitStatus),
    /// The process was ended because it took too long.
    TooLong,
    /// The process was ended because this program has to end.
    Interrupted,
}

/// Runs the process to its end, while signals are watched. Lines of its output get the label.
///
/// # Errors
/// Fails if the process can't be started.
pub(crate) fn run(
    mut command: Command,
    bounds: Bounds,
    label: Option<&str>,
    watch: &Watch,
) -> io::Result<Ended> {
    // It gets its own process group, so the processes that it starts can be ended with it.
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    if bounds.is_own {
        child::ask(&mut command, bounds.memory);
    }
    let mut child = command.spawn()?;
    let deadline = bounds.time.and_then(|limit| Instant::now().checked_add(limit));
    let group = Pid::from_child(&child);
    watch.add_group(group);
    let log = Arc::new(Mutex::new(Log::default()));
    let written = [
        child.stdout.take().map(|pipe| output::show(pipe, label, &log)),
        child.stderr.take().map(|pipe| output::show(pipe, label, &log)),
    ];
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || sender.send(has_ended(group)));
    let ended = wait(&ended, group, deadline, bounds.grace);
    // Ends processes that it left behind. It has not been waited for yet, so its id can't be another process's.
    signal(group, Signal::KILL);
    watch.ended();
    let status = child.wait()?;
    for done in written.into_iter().flatten() {
        let _ = done.recv_timeout(LAST_WORDS);
    }
    let log = lock(&log);
    Context::current().keep_output(log.kept());
    let end = ended?.unwrap_or(End::Exited(status));
    Ok(Ended { end, log: log.text(), ran_out: log.ran_out })
}

/// Blocks until the process has ended, without collecting its status.
fn has_ended(process: Pid) -> io::Result<()> {
    rustix::io::retry_on_intr(|| {
        waitid(WaitId::Pid(process), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT)
    })?;
    Ok(())
}

/// Converts the end of a process to a result.
///
/// # Errors
/// Fails unless the process ended with success.
pub(super) fn judge(Ended { end, log, .. }: &Ended, limit: Option<Duration>) -> Result<(), ExternalError> {
    let tail = if log.is_empty() { String::new() } else { format!("; the end of its log:\n{log}") };
    match end {
        End::Exited(status) if status.success() => Ok(()),
        End::Exited(status) => {
            Err(ExternalError::passing(format_args!("the process ended with {status}{tail}")))
        }
        End::TooLong => {
            let limit = limit.unwrap_or_default();
            let why =
                format_args!("the process took longer than its timeout of {limit:?}, so it was ended{tail}");
            Err(ExternalError::passing(why))
        }
        End::Interrupted => Err(ExternalError::new("the process was ended because this program has to end")),
    }
}

/// Waits for the process. Returns how it ended, unless it ended by itself.
fn wait(
    ended: &Receiver<io::Result<()>>,
    group: Pid,
    deadline: Option<Instant>,
    grace: Duration,
) -> io::Result<Option<End>> {
    loop {
        match ended.recv_timeout(PAUSE) {
            Ok(status) => return status.map(|()| None),
            Err(RecvTimeoutError::Disconnected) => return Err(io::ErrorKind::BrokenPipe.into()),
            Err(RecvTimeoutError::Timeout) => {}
        }
        let (end, grace) = match deadline {
            _ if came() => (End::Interrupted, grace.max(GRACE)),
            Some(deadline) if Instant::now() >= deadline => (End::TooLong, GRACE),
            _ => continue,
        };
        signal(group, Signal::TERM);
        if ended.recv_timeout(grace).is_err() {
            tree::kill(group);
        }
        return Ok(Some(end));
    }
}

/// Sends a signal to all processes of the group.
fn signal(group: Pid, signal: Signal) {
    // The group may have no processes any more.
    let _ = kill_process_group(group, signal);
}
