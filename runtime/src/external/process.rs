//! Runs another process: shows its output, limits its time, and leaves none of its processes behind.

use super::ExternalError;
use super::signals::{Watch, came};
use crate::lock::lock;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use std::io::{self, Read, Write};
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
/// How many bytes of the log's end are part of a failure's message (kubernetes
/// `TerminationMessageFallbackToLogsOnError`).
const TAIL: usize = 2048;

/// How a process ended.
#[derive(Debug)]
pub(super) enum End {
    /// The process ended by itself.
    Exited(ExitStatus),
    /// The process was ended because it took too long.
    TooLong,
    /// The process was ended because this program has to end.
    Interrupted,
}

/// Runs the process to its end, while signals are watched. Also returns the end of its output.
///
/// # Errors
/// Fails if the process can't be started.
pub(super) fn run(mut command: Command, limit: Option<Duration>, watch: &Watch) -> io::Result<(End, String)> {
    // It gets its own process group, so the processes that it starts can be ended with it.
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let mut child = command.spawn()?;
    let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
    let group = Pid::from_child(&child);
    watch.add_group(group);
    let log = Arc::new(Mutex::new(Vec::new()));
    let written =
        [child.stdout.take().map(|pipe| show(pipe, &log)), child.stderr.take().map(|pipe| show(pipe, &log))];
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || sender.send(has_ended(group)));
    let ended = wait(&ended, group, deadline);
    // Ends processes that it left behind. It has not been waited for yet, so its id can't be another process's.
    signal(group, Signal::KILL);
    watch.ended();
    let status = child.wait()?;
    for done in written.into_iter().flatten() {
        let _ = done.recv_timeout(LAST_WORDS);
    }
    let log = lock(&log);
    let end = ended?.unwrap_or(End::Exited(status));
    Ok((end, String::from_utf8_lossy(&log).trim().to_owned()))
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
pub(super) fn judge(end: &End, log: &str, limit: Option<Duration>) -> Result<(), ExternalError> {
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
fn wait(ended: &Receiver<io::Result<()>>, group: Pid, deadline: Option<Instant>) -> io::Result<Option<End>> {
    loop {
        match ended.recv_timeout(PAUSE) {
            Ok(status) => return status.map(|()| None),
            Err(RecvTimeoutError::Disconnected) => return Err(io::ErrorKind::BrokenPipe.into()),
            Err(RecvTimeoutError::Timeout) => {}
        }
        let end = match deadline {
            _ if came() => End::Interrupted,
            Some(deadline) if Instant::now() >= deadline => End::TooLong,
            _ => continue,
        };
        signal(group, Signal::TERM);
        if ended.recv_timeout(GRACE).is_err() {
            signal(group, Signal::KILL);
        }
        return Ok(Some(end));
    }
}

/// Copies a pipe to stderr and keeps the end of its text. The returned channel reports when the pipe is closed.
fn show(mut pipe: impl Read + Send + 'static, log: &Arc<Mutex<Vec<u8>>>) -> Receiver<()> {
    let (done, ends) = mpsc::channel();
    let mut log = Log(Arc::clone(log));
    thread::spawn(move || {
        let _ = io::copy(&mut pipe, &mut log);
        drop(done);
    });
    ends
}

struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // If stderr is closed, there is nowhere to report it.
        let _ = io::stderr().write_all(bytes);
        let mut end = lock(&self.0);
        end.extend_from_slice(bytes);
        let surplus = end.len().saturating_sub(TAIL);
        end.drain(..surplus);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Sends a signal to all processes of the group.
fn signal(group: Pid, signal: Signal) {
    // The group may have no processes any more.
    let _ = kill_process_group(group, signal);
}
