//! The output of a process, on stderr: whole lines, each with the label of the node that it belongs to.
//!
//! Several processes write at once. So a line is kept until its end, and all that ended together is written in one go. What has
//! no label is passed on as it comes, as in a container, where the pod's log is that of one task.

use crate::lock::lock;
use crate::logs;
use std::io::{self, Read, Write};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How many bytes of the log's end are part of a failure's message (kubernetes
/// `TerminationMessageFallbackToLogsOnError`).
const TAIL: usize = 2048;
/// How many bytes of the log's end are remembered, for the report of a run.
const KEPT: usize = 64 << 10;
/// The longest line that is kept until its end, in bytes. A longer one becomes several (containerd `pkg/cri/io/logger.go`).
const LONGEST: usize = 16 << 10;
/// How often a line that is written over itself is shown, as that of a progress bar.
const PAUSE: Duration = Duration::from_secs(1);
/// What Rust's own allocator prints before it aborts.
const NO_MEMORY: (&[u8], &[u8]) = (b"memory allocation of ", b" bytes failed");

/// What is remembered of the output of a process, on stdout and on stderr.
#[derive(Debug, Default)]
pub(super) struct Log {
    end: Vec<u8>,
    /// Whether a line said that memory could not be allocated.
    pub(super) ran_out: bool,
}

impl Log {
    fn add(&mut self, bytes: &[u8]) {
        self.end.extend_from_slice(bytes);
        // Not with each byte: what is drained is moved.
        if self.end.len() > 2 * KEPT {
            let surplus = self.end.len() - KEPT;
            self.end.drain(..surplus);
        }
    }

    /// The end of the output, for the message of a failure.
    pub(super) fn text(&self) -> String {
        self.last(TAIL).trim().to_owned()
    }

    /// All that is remembered.
    pub(super) fn kept(&self) -> String {
        self.last(KEPT).into_owned()
    }

    fn last(&self, bytes: usize) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.end[self.end.len().saturating_sub(bytes)..])
    }
}

/// Copies a pipe to stderr and remembers its end. The returned channel reports when the pipe is closed.
pub(super) fn show(
    mut pipe: impl Read + Send + 'static,
    label: Option<&str>,
    log: &Arc<Mutex<Log>>,
) -> Receiver<()> {
    let (done, ends) = mpsc::channel();
    let log = Arc::clone(log);
    let mut lines = label.map(Lines::new);
    thread::spawn(move || {
        let mut bytes = vec![0; 8 << 10];
        loop {
            let read = match pipe.read(&mut bytes) {
                Ok(0) => break,
                Ok(read) => &bytes[..read],
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => break,
            };
            lock(&log).add(read);
            match &mut lines {
                Some(lines) => {
                    let whole = lines.take(read, Instant::now());
                    lock(&log).ran_out |= lines.ran_out;
                    logs::lines(&whole);
                }
                // If stderr is closed, there is nowhere to report it.
                None => drop(io::stderr().write_all(read)),
            }
        }
        if let Some(lines) = &mut lines {
            logs::lines(&lines.rest());
            lock(&log).ran_out |= lines.ran_out;
        }
        drop(done);
    });
    ends
}

/// Makes labelled lines of bytes. They may be no UTF-8; they are not changed.
struct Lines {
    label: String,
    line: Vec<u8>,
    /// Whether the line ended with a carriage return, so that what follows is written over it.
    returned: bool,
    /// When a line that was written over was shown last.
    shown: Option<Instant>,
    ran_out: bool,
}

impl Lines {
    fn new(label: &str) -> Self {
        let label = format!("{label} | ");
        Lines { label, line: Vec::new(), returned: false, shown: None, ran_out: false }
    }

    /// The lines that have ended with these bytes.
    fn take(&mut self, bytes: &[u8], now: Instant) -> Vec<u8> {
        let mut whole = Vec::new();
        for byte in bytes {
            match byte {
                b'\n' => self.end(&mut whole),
                b'\r' => self.returned = true,
                byte => {
                    if self.returned {
                        self.write_over(&mut whole, now);
                    }
                    self.line.push(*byte);
                    if self.line.len() == LONGEST {
                        self.end(&mut whole);
                    }
                }
            }
        }
        whole
    }

    /// What is left when the output has ended.
    fn rest(&mut self) -> Vec<u8> {
        let mut whole = Vec::new();
        if !self.line.is_empty() {
            self.end(&mut whole);
        }
        whole
    }

    /// The line is about to be written over: it is shown from time to time.
    fn write_over(&mut self, whole: &mut Vec<u8>, now: Instant) {
        let is_due = self.shown.is_none_or(|shown| now.duration_since(shown) >= PAUSE);
        if is_due && !self.line.is_empty() {
            self.shown = Some(now);
            self.end(whole);
        }
        self.line.clear();
        self.returned = false;
    }

    fn end(&mut self, whole: &mut Vec<u8>) {
        let (before, after) = NO_MEMORY;
        self.ran_out |= self.line.starts_with(before) && self.line.ends_with(after);
        whole.extend_from_slice(self.label.as_bytes());
        whole.append(&mut self.line);
        whole.push(b'\n');
        self.returned = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of parts that are read one after the other, each a second after the one before.
    fn lines(parts: &[&[u8]]) -> Vec<Vec<u8>> {
        let mut lines = Lines::new("n0 t");
        let start = Instant::now();
        let times = (0..).map(|second| start + Duration::from_secs(second));
        let taken = parts.iter().zip(times).map(|(part, time)| lines.take(part, time));
        let mut all: Vec<_> = taken.collect();
        all.push(lines.rest());
        all
    }

    fn text(parts: &[&[u8]]) -> String {
        String::from_utf8(lines(parts).concat()).expect("text")
    }

    #[test]
    fn a_line_is_kept_until_its_end() {
        let all = lines(&[b"a\nb", b"c\n\nd", b""]);
        let expected: [&[u8]; 4] = [b"n0 t | a\n", b"n0 t | bc\nn0 t | \n", b"", b"n0 t | d\n"];
        assert_eq!(all, expected);
        assert_eq!(lines(&[b""]).concat(), b"");
    }

    #[test]
    fn bytes_that_are_no_text_are_not_changed() {
        assert_eq!(lines(&[b"\xff\xfe\0", b"x\n"]).concat(), b"n0 t | \xff\xfe\0x\n");
    }

    #[test]
    fn a_line_without_an_end_becomes_several() {
        let long = vec![b'x'; LONGEST + 1];
        let all = lines(&[&long]);
        assert_eq!(all[0].len(), "n0 t | ".len() + LONGEST + 1);
        assert_eq!(all[1], b"n0 t | x\n");
    }

    #[test]
    fn a_progress_bar_is_shown_once_a_second() {
        assert_eq!(
            text(&[b"1%\r2%\r3%\r", b"4%\r5%\r", b"done\r\nnext"]),
            ["n0 t | 1%\n", "n0 t | 3%\n", "n0 t | 5%\n", "n0 t | done\n", "n0 t | next\n"].concat()
        );
        assert_eq!(text(&[b"a\r\nb\r\n", b"50%\r"]), "n0 t | a\nn0 t | b\nn0 t | 50%\n");
    }

    #[test]
    fn that_memory_ran_out_is_noticed() {
        let mut lines = Lines::new("n0 t");
        lines.take(b"memory allocation of 5 bytes\n", Instant::now());
        assert!(!lines.ran_out);
        lines.take(b"memory allocation of 5 bytes failed\n", Instant::now());
        assert!(lines.ran_out);
    }
}
