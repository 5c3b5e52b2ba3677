//! The progress of copies: the display shows all of them, the log those that take long.

use crate::lock::lock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};
use std::time::{Duration, Instant};

/// A copy has its first line in the log after this time.
const FIRST: Duration = Duration::from_secs(10);
/// The time between two lines of one copy.
const EVERY: Duration = Duration::from_secs(30);

static UNDER_WAY: Mutex<Vec<Arc<State>>> = Mutex::new(Vec::new());
static LOG: OnceLock<Log> = OnceLock::new();

/// Where log lines go, and whether copies are logged: if there is a display, it shows them instead.
#[derive(Clone, Copy)]
struct Log {
    write: fn(&str),
    copies: bool,
}

/// A copy that is under way until this is dropped.
pub(crate) struct Transfer(Arc<State>);

struct State {
    /// The address of what is copied.
    what: String,
    /// The size in bytes, once it is known.
    size: OnceLock<u64>,
    done: AtomicU64,
    since: Instant,
    /// When its next line is due.
    due: Mutex<Duration>,
}

/// Sets the function that writes log lines, and whether copies are logged.
pub(crate) fn log(write: fn(&str), copies: bool) {
    // The first log stays.
    let _ = LOG.set(Log { write, copies });
}

/// Logs a line that explains a delay.
#[cfg(feature = "stores")]
pub(super) fn note(line: &str) {
    match LOG.get() {
        Some(log) => (log.write)(line),
        None => eprintln!("{line}"),
    }
}

/// A line for each copy that is under way, the oldest first.
pub(crate) fn lines() -> Vec<String> {
    all().iter().map(|state| state.line(state.since.elapsed())).collect()
}

impl Transfer {
    pub(crate) fn begin(what: String) -> Self {
        let (done, since, due) = (AtomicU64::new(0), Instant::now(), Mutex::new(FIRST));
        let state = Arc::new(State { what, size: OnceLock::new(), done, since, due });
        all().push(Arc::clone(&state));
        Transfer(state)
    }

    /// Sets the size in bytes. The first value stays: a file may be only a part of a directory whose size is set.
    pub(crate) fn has(&self, bytes: u64) {
        let _ = self.0.size.set(bytes);
    }

    /// Adds bytes that were copied.
    pub(crate) fn add(&self, bytes: u64) {
        self.0.done.fetch_add(bytes, Ordering::Relaxed);
        let Some(write) = LOG.get().filter(|log| log.copies).map(|log| log.write) else { return };
        let elapsed = self.0.since.elapsed();
        if self.0.is_due(elapsed) {
            write(&self.0.line(elapsed));
        }
    }
}

impl Drop for Transfer {
    fn drop(&mut self) {
        all().retain(|state| !Arc::ptr_eq(state, &self.0));
    }
}

impl State {
    fn size(&self) -> u64 {
        self.size.get().copied().unwrap_or_default()
    }

    /// Whether a line is due: the first one after some time, others at intervals, and a last one.
    fn is_due(&self, elapsed: Duration) -> bool {
        let mut due = lock(&self.due);
        let done = self.done.load(Ordering::Relaxed);
        let ends = *due > FIRST && self.size.get().is_some_and(|size| done >= *size);
        let is_due = elapsed >= *due || ends;
        if is_due {
            *due = elapsed + EVERY;
        }
        is_due
    }

    /// `s3://bucket/key: 1.5 of 4.0 GiB in 20 s, 76.8 MiB/s`.
    fn line(&self, elapsed: Duration) -> String {
        #[expect(clippy::cast_precision_loss, reason = "precision does not matter here")]
        let (done, size) = (self.done.load(Ordering::Relaxed) as f64, self.size() as f64);
        let (one, name) = unit(size.max(done));
        let rate = done / elapsed.as_secs_f64().max(0.001);
        let (one_of_rate, rate_name) = unit(rate);
        // Not every server sends the size.
        let of = self.size.get().map(|_| format!(" of {:.1}", size / one)).unwrap_or_default();
        format!(
            "{}: {:.1}{of} {name} in {:.0} s, {:.1} {rate_name}/s",
            self.what,
            done / one,
            elapsed.as_secs_f64(),
            rate / one_of_rate
        )
    }
}

fn unit(bytes: f64) -> (f64, &'static str) {
    const UNITS: [(f64, &str); 3] =
        [(1024.0 * 1024.0 * 1024.0, "GiB"), (1024.0 * 1024.0, "MiB"), (1024.0, "KiB")];
    UNITS.into_iter().find(|(unit, _)| bytes >= *unit).unwrap_or((1.0, "bytes"))
}

fn all() -> MutexGuard<'static, Vec<Arc<State>>> {
    lock(&UNDER_WAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_copy_is_logged_at_intervals_and_at_its_end() {
        let transfer = Transfer::begin("s3://b/long".to_owned());
        transfer.has(4 << 30);
        transfer.has(1);
        let due = |seconds| transfer.0.is_due(Duration::from_secs(seconds));
        assert_eq!(
            [due(0), due(9), due(10), due(11), due(39), due(40)],
            [false, false, true, false, false, true]
        );
        transfer.add(3 << 29);
        assert_eq!(
            transfer.0.line(Duration::from_secs(41)),
            "s3://b/long: 1.5 of 4.0 GiB in 41 s, 37.5 MiB/s"
        );
        assert!(lines().iter().any(|line| line.starts_with("s3://b/long: 1.5 of 4.0 GiB")));
        transfer.add(5 << 29);
        assert!(due(42));
        drop(transfer);
        assert!(!lines().iter().any(|line| line.starts_with("s3://b/long")));
    }

    #[test]
    fn a_short_copy_is_not_logged() {
        let transfer = Transfer::begin("s3://b/short".to_owned());
        transfer.has(100);
        transfer.add(100);
        assert!(!transfer.0.is_due(Duration::from_secs(9)));
        assert_eq!(
            transfer.0.line(Duration::from_secs(9)),
            "s3://b/short: 100.0 of 100.0 bytes in 9 s, 11.1 bytes/s"
        );
    }

    #[test]
    fn a_copy_of_unknown_size_shows_what_has_arrived() {
        let transfer = Transfer::begin("https://h/a?…".to_owned());
        transfer.add(3 << 20);
        assert_eq!(transfer.0.line(Duration::from_secs(3)), "https://h/a?…: 3.0 MiB in 3 s, 1.0 MiB/s");
        let due = [11, 12, 42].map(|seconds| transfer.0.is_due(Duration::from_secs(seconds)));
        assert_eq!(due, [true, false, true]);
    }
}
