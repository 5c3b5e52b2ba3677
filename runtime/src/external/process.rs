//! Another process: its output is shown, its time is limited, and nothing of it is left behind.

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

/// How long a process may take to end when it is asked to.
const GRACE: Duration = Duration::from_secs(5);
/// How often it is looked for signals and the time.
const PAUSE: Duration = Duration::from_millis(50);
/// How long what a process has written may take to arrive when it has ended: another one may hold the pipe open.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// As much of the log's end becomes the message of a failure (kubernetes `TerminationMessageFallbackToLogsOnError`).
const TAIL: usize = 2048;

/// How a process ended.
#[derive(Debug)]
pub(super) enum End {
    /// By itself.
    Exited(ExitStatus),
    /// It was ended, since it took too long.
    TooLong,
    /// It was ended, since this program is to end.
    Interrupted,
}

/// Runs the process to its end, during a watch; gives the end of what it wrote as well.
///
/// # Errors
/// When it can't be started.
pub(super) fn run(mut command: Command, limit: Option<Duration>, watch: &Watch) -> io::Result<(End, String)> {
    // A group of its own, so that those it starts can be ended with it.
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
    // Those that it has started and left. It has not been waited for yet, so its number is still its own.
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

/// Waits for the end of the process, and leaves it to be waited for.
fn has_ended(process: Pid) -> io::Result<()> {
    rustix::io::retry_on_intr(|| {
        waitid(WaitId::Pid(process), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT)
    })?;
    Ok(())
}

/// Whether it ended well, or why not.
///
/// # Errors
/// When it did not.
pub(super) fn judge(end: &End, log: &str, limit: Option<Duration>) -> Result<(), ExternalError> {
    let told = if log.is_empty() { String::new() } else { format!("; the end of its log:\n{log}") };
    match end {
        End::Exited(status) if status.success() => Ok(()),
        End::Exited(status) => Err(ExternalError::passing(format_args!("it ended with {status}{told}"))),
        End::TooLong => {
            let limit = limit.unwrap_or_default();
            let why = format_args!("it took longer than its timeout of {limit:?}, so it was ended{told}");
            Err(ExternalError::passing(why))
        }
        End::Interrupted => Err(ExternalError::new("it was ended, since this program is to end")),
    }
}

/// Waits for the end; gives one that was not by itself.
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

/// Copies to stderr what is written into the pipe, and keeps its end; what this gives tells when the pipe is closed.
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
        // A closed stderr can't be told of.
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

/// Sends the signal to all processes of the group.
fn signal(group: Pid, signal: Signal) {
    // There may be none left.
    let _ = kill_process_group(group, signal);
}
