//! Shows on a terminal what is running.
//!
//! The display samples what the workers are doing. So a step costs two small writes, and none if the display is off.
//! Tasks print to the same terminal: the cursor stays on the empty line above the display, where their next line
//! goes, and their text is never erased. The crates for progress bars keep the cursor below and erase, so none is
//! used.

use super::Options;
use super::plan::{Plan, Step};
use crate::lock::lock;
use crate::storage::progress;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// A run that is shorter than this shows nothing.
const QUIET: Duration = Duration::from_millis(300);
/// The time between two updates.
const TICK: Duration = Duration::from_millis(200);
/// The largest number of running tasks that are shown: the display must not be higher than the terminal.
const MOST: usize = 8;
/// The largest number of copies that are shown.
const MOST_COPIES: usize = 4;
/// The length of the bar in characters.
const BAR: usize = 30;

/// Whether stderr is a terminal that can show a display.
pub(crate) fn has_display() -> bool {
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    !dumb && !cfg!(windows) && std::io::stderr().is_terminal()
}

/// The current step of each worker.
pub(super) struct Board {
    lanes: Vec<Mutex<Option<(usize, Instant)>>>,
    done: AtomicUsize,
    over: Mutex<bool>,
    ended: Condvar,
}

/// Calls `run`, and shows its progress if the options say so.
pub(super) fn watch<T>(plan: &Plan, options: Options, run: impl FnOnce(Option<&Board>) -> T) -> T {
    if !options.progress {
        return run(None);
    }
    let board = Board::new(plan.workers(options.jobs));
    std::thread::scope(|scope| {
        // If no thread can be started for the display, the run goes on without it.
        let _ = Builder::new().name("progress".into()).spawn_scoped(scope, || board.show(plan));
        let _end = End(&board);
        run(Some(&board))
    })
}

/// Ends the display, even if the run panics.
struct End<'b>(&'b Board);

impl Drop for End<'_> {
    fn drop(&mut self) {
        *lock(&self.0.over) = true;
        self.0.ended.notify_all();
    }
}

impl Board {
    fn new(workers: usize) -> Self {
        Board {
            lanes: (0..workers).map(|_| Mutex::new(None)).collect(),
            done: AtomicUsize::new(0),
            over: Mutex::new(false),
            ended: Condvar::new(),
        }
    }

    /// Records that a worker begins a step.
    pub(super) fn begin(&self, worker: usize, step: usize) {
        *lock(&self.lanes[worker]) = Some((step, Instant::now()));
    }

    /// Records that a worker finished its step.
    pub(super) fn end(&self, worker: usize) {
        *lock(&self.lanes[worker]) = None;
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    fn show(&self, plan: &Plan) {
        let mut over = lock(&self.over);
        let mut drawn = false;
        loop {
            let wait = if drawn { TICK } else { QUIET };
            (over, _) = self.ended.wait_timeout(over, wait).unwrap_or_else(PoisonError::into_inner);
            if *over {
                break;
            }
            put(&drawing(&self.lines(plan)));
            drawn = true;
        }
        if drawn {
            put("\x1b[J");
        }
    }

    /// The bar, a line for each running step, and a line for each copy under way. The longest-running come first.
    fn lines(&self, plan: &Plan) -> Vec<String> {
        let done = self.done.load(Ordering::Relaxed);
        let mut running: Vec<_> = self.lanes.iter().filter_map(|lane| *lock(lane)).collect();
        running.sort_unstable_by_key(|(step, since)| (*since, *step));
        let mut lines = vec![bar(done, plan.steps.len())];
        for (step, since) in running.iter().take(MOST) {
            let seconds = since.elapsed().as_secs_f64();
            lines.push(format!("  {} {seconds:.1} s", title(plan, &plan.steps[*step])));
        }
        if running.len() > MOST {
            lines.push(format!("  and {} more", running.len() - MOST));
        }
        lines.extend(progress::lines().into_iter().take(MOST_COPIES).map(|line| format!("  {line}")));
        lines
    }
}

fn bar(done: usize, all: usize) -> String {
    let filled = BAR * done / all.max(1);
    format!("[{}{}] {done}/{all}", "=".repeat(filled), " ".repeat(BAR - filled))
}

/// The title of a step: `n3/n0 my_crate.etl.word_count`.
fn title(plan: &Plan, step: &Step) -> String {
    let mut nodes: Vec<String> = plan.callers(step).map(|(node, _)| node).collect();
    nodes.reverse();
    let path = nodes.join("/");
    if path.is_empty() { step.task.name.to_owned() } else { format!("{path} {}", step.task.name) }
}

/// The text that draws the lines below an empty one and moves the cursor there. Lines are cut at the terminal's edge,
/// not wrapped.
fn drawing(lines: &[String]) -> String {
    let mut text = String::from("\x1b[?7l\x1b[J");
    for line in lines {
        text += "\r\n";
        text += line;
    }
    let _ = write!(text, "\x1b[{}A\r\x1b[?7h", lines.len());
    text
}

fn put(text: &str) {
    // A display that can't be written does not fail the run.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::{bar, drawing};

    #[test]
    fn the_bar_fills_as_steps_are_done() {
        assert_eq!(bar(0, 3), format!("[{}] 0/3", " ".repeat(30)));
        assert_eq!(bar(1, 3), format!("[{}{}] 1/3", "=".repeat(10), " ".repeat(20)));
        assert_eq!(bar(3, 3), format!("[{}] 3/3", "=".repeat(30)));
    }

    #[test]
    fn the_cursor_stays_above_the_display() {
        let text = drawing(&["one".into(), "two".into()]);
        assert_eq!(text, "\x1b[?7l\x1b[J\r\none\r\ntwo\x1b[2A\r\x1b[?7h");
    }
}
