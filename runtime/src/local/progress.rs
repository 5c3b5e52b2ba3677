//! Shows on a terminal what is running.
//!
//! The display listens to the run, and samples what the workers are doing. So a task costs two small writes, and none if
//! the display is off.
//! Tasks print to the same terminal: the cursor stays on the empty line above the display, where their next line
//! goes, and their text is never erased. The crates for progress bars keep the cursor below and erase, so none is
//! used.

use super::Options;
use super::event::{Event, Listener, What};
use super::frame::NodeId;
use crate::entity::Entity;
use crate::lock::lock;
use crate::storage::progress;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// A run that is shorter than this shows nothing.
pub(crate) const QUIET: Duration = Duration::from_millis(300);
/// The time between two updates.
pub(crate) const TICK: Duration = Duration::from_millis(200);
/// The largest number of running tasks that are shown.
const MOST: usize = 8;
/// The largest number of copies that are shown.
const MOST_COPIES: usize = 4;
/// What removes a display.
pub(crate) const GONE: &str = "\x1b[J";
/// The length of the bar in characters.
const BAR: usize = 30;

/// Whether stderr is a terminal that can show a display.
pub(crate) fn has_display() -> bool {
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    !dumb && !cfg!(windows) && std::io::stderr().is_terminal()
}

/// How large the terminal is, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Size {
    /// That of most terminals when they are opened.
    const USUAL: Size = Size { width: 80, height: 24 };

    /// That of the terminal on stderr.
    pub(crate) fn now() -> Self {
        #[cfg(unix)]
        if let Ok(size) = rustix::termios::tcgetwinsize(std::io::stderr())
            && size.ws_col > 0
            && size.ws_row > 0
        {
            return Size { width: size.ws_col.into(), height: size.ws_row.into() };
        }
        Size::USUAL
    }

    /// How many lines a display has at most: one is for what tasks print, and one for the line that they end.
    fn lines(self) -> usize {
        self.height.saturating_sub(2).max(1)
    }
}

/// What the workers are doing.
struct Board {
    lanes: Vec<Mutex<Lane>>,
    done: AtomicU64,
    /// How many tasks there are, as far as known.
    all: AtomicU64,
    over: Mutex<bool>,
    ended: Condvar,
}

/// The current task of a worker.
#[derive(Clone, Default)]
struct Lane {
    task: Option<(&'static Entity, Instant)>,
    /// The number of its node.
    node: u64,
    /// The ids of the nodes that lead to it, from the inside out. The memory is used again.
    path: Vec<NodeId>,
}

/// Calls `run` with those who listen, and shows its progress if the options say so.
pub(super) fn watch<T>(workers: usize, options: Options<'_>, run: impl FnOnce(&[&dyn Listener]) -> T) -> T {
    if !options.progress {
        return run(options.listeners);
    }
    let board = Board::new(workers);
    std::thread::scope(|scope| {
        // If no thread can be started for the display, the run goes on without it.
        let _ = Builder::new().name("progress".into()).spawn_scoped(scope, || board.show());
        let _end = End(&board);
        let listeners: Vec<&dyn Listener> = options.listeners.iter().copied().chain([&board as _]).collect();
        run(&listeners)
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

impl Listener for Board {
    fn hear(&self, event: &Event<'_>) {
        let lane = || lock(&self.lanes[event.worker]);
        match event.what {
            What::Planned { tasks } => {
                self.all.fetch_add(tasks, Ordering::Relaxed);
            }
            What::Started { node, attempt: 0, .. } => {
                let Some(task) = node.task() else { return };
                let mut lane = lane();
                lane.task = Some((task, event.at));
                lane.node = node.number();
                lane.path.clear();
                lane.path.extend(node.path());
            }
            What::Ended { node, .. } | What::Failed { node, .. } if node.task().is_some() => {
                self.clear(event.worker, node.number());
                self.done.fetch_add(1, Ordering::Relaxed);
            }
            _ => {}
        }
    }
}

impl Board {
    fn new(workers: usize) -> Self {
        Board {
            lanes: (0..workers).map(|_| Mutex::default()).collect(),
            done: AtomicU64::new(0),
            all: AtomicU64::new(0),
            over: Mutex::new(false),
            ended: Condvar::new(),
        }
    }

    /// Forgets the task of a node that has ended. A map may end on another lane than the one on which it began.
    fn clear(&self, worker: usize, node: u64) {
        let is_it = |lane: &Mutex<Lane>| {
            let mut lane = lock(lane);
            let is_it = lane.node == node && lane.task.is_some();
            lane.task.take_if(|_| is_it);
            is_it
        };
        if !is_it(&self.lanes[worker]) {
            self.lanes.iter().any(is_it);
        }
    }

    fn show(&self) {
        let mut over = lock(&self.over);
        let mut drawn = false;
        loop {
            let wait = if drawn { TICK } else { QUIET };
            (over, _) = self.ended.wait_timeout(over, wait).unwrap_or_else(PoisonError::into_inner);
            if *over {
                break;
            }
            put(&drawing(&self.lines(Size::now())));
            drawn = true;
        }
        if drawn {
            put(GONE);
        }
    }

    /// The bar, a line for each running task, and a line for each copy under way. The longest-running come first.
    fn lines(&self, size: Size) -> Vec<String> {
        let (done, all) = (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed));
        let notes = self.lanes.iter().map(|lane| lock(lane).clone());
        let mut running: Vec<_> =
            notes.filter_map(|lane| lane.task.map(|(task, since)| (since, lane.path, task))).collect();
        running.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.iter().rev().cmp(b.1.iter().rev())));
        let mut lines = vec![bar(done, all, size.width)];
        let most = match size.lines() - 1 {
            room if running.len() <= room.min(MOST) => running.len(),
            // A line says how many more there are.
            room => room.saturating_sub(1).min(MOST),
        };
        for (since, path, task) in running.iter().take(most) {
            let seconds = format!(" {:.1} s", since.elapsed().as_secs_f64());
            lines.push(format!(
                "  {}{seconds}",
                tail(&title(path, task), size.width.saturating_sub(2 + seconds.len()))
            ));
        }
        if running.len() > most {
            lines.push(format!("  and {} more", running.len() - most));
        }
        lines.extend(progress::lines().into_iter().take(MOST_COPIES).map(|line| format!("  {line}")));
        lines.truncate(size.lines());
        lines
    }
}

pub(crate) fn bar(done: u64, all: u64, width: usize) -> String {
    let count = format!("{done}/{all}");
    let bar = BAR.min(width.saturating_sub(count.len() + 3));
    // A task may end between the two samples.
    let filled = bar.min(usize::try_from(bar as u64 * done / all.max(1)).unwrap_or(bar));
    format!("[{}{}] {count}", "=".repeat(filled), " ".repeat(bar - filled))
}

/// The text if it fits, else its end, which tells most: the name of the task.
fn tail(text: &str, width: usize) -> String {
    let surplus = text.chars().count().saturating_sub(width);
    if surplus == 0 {
        return text.to_owned();
    }
    let end: String = text.chars().skip(surplus + 1).collect();
    format!("…{end}")
}

/// The title of a task: `n3/n0 my_crate.etl.word_count`.
pub(super) fn title(path: &[NodeId], task: &Entity) -> String {
    let nodes: Vec<String> = path.iter().rev().map(ToString::to_string).collect();
    let nodes = nodes.join("/");
    if nodes.is_empty() { task.name.to_owned() } else { format!("{nodes} {}", task.name) }
}

/// The text that draws the lines below an empty one and moves the cursor there. Lines are cut at the terminal's edge,
/// not wrapped.
pub(crate) fn drawing(lines: &[String]) -> String {
    let mut text = String::from("\x1b[?7l\x1b[J");
    for line in lines {
        text += "\r\n";
        text += line;
    }
    let _ = write!(text, "\x1b[{}A\r\x1b[?7h", lines.len());
    text
}

pub(crate) fn put(text: &str) {
    // A display that can't be written does not fail the run.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::{Board, Event, Listener, Options, Size, What, bar, drawing, tail};
    use crate::entity::{id, of_function};
    use crate::lock::lock;
    use crate::prelude::*;
    use crate::setup::Setup;
    use std::num::NonZeroUsize;
    use std::sync::Mutex;
    use std::time::Instant;

    #[task]
    fn one(x: i64) -> i64 {
        x + 1
    }

    #[workflow]
    fn inner(x: i64) -> i64 {
        one(one(x))
    }

    #[workflow]
    fn outer(x: i64) -> i64 {
        one(inner(x))
    }

    /// Looks at the board whenever a task starts.
    struct Looking {
        board: Board,
        seen: Mutex<Vec<Vec<String>>>,
    }

    impl Looking {
        /// The bar and the first task, without its seconds.
        fn look(&self) -> Vec<String> {
            let [bar, task, ..] = &self.board.lines(Size::USUAL)[..] else { return Vec::new() };
            let task = task.trim_end_matches(" s").trim_end_matches(|c: char| c == '.' || c.is_numeric());
            vec![bar.clone(), task.trim_end().to_owned()]
        }
    }

    impl Listener for Looking {
        fn hear(&self, event: &Event<'_>) {
            self.board.hear(event);
            if let What::Started { node, .. } = event.what
                && node.task().is_some()
            {
                lock(&self.seen).push(self.look());
            }
        }
    }

    #[test]
    fn the_board_shows_the_tasks_of_workflows_in_line_with_the_path_to_them() {
        let looking = Looking { board: Board::new(1), seen: Mutex::default() };
        let options = Options {
            jobs: NonZeroUsize::MIN,
            async_jobs: NonZeroUsize::MIN,
            resources: None,
            processes: false,
            progress: false,
            listeners: &[&looking],
        };
        let outer = of_function(id(outer)).expect("a workflow");
        let inputs = vec![1_i64.into_literal().expect("an input")];
        super::super::run(outer, inputs, options, Setup::default()).expect("outputs");
        let seen = |done: u64, path: &str| {
            vec![bar(done, 3, 80), format!("  {path} aileron.local.progress.tests.one")]
        };
        assert_eq!(*lock(&looking.seen), [seen(0, "n0/n0"), seen(1, "n0/n1"), seen(2, "n1")]);
        assert_eq!(looking.board.lines(Size::USUAL)[0], bar(3, 3, 80));
    }

    #[test]
    fn the_bar_fills_as_steps_are_done() {
        assert_eq!(bar(0, 3, 80), format!("[{}] 0/3", " ".repeat(30)));
        assert_eq!(bar(1, 3, 80), format!("[{}{}] 1/3", "=".repeat(10), " ".repeat(20)));
        assert_eq!(bar(3, 3, 80), format!("[{}] 3/3", "=".repeat(30)));
    }

    #[test]
    fn the_display_fits_the_terminal() {
        let board = Board::new(12);
        let one = of_function(id(one)).expect("a task");
        for lane in &board.lanes {
            lock(lane).task = Some((one, Instant::now()));
        }
        let lines = |width, height| board.lines(Size { width, height });
        assert_eq!(lines(80, 24).len(), 10);
        assert_eq!(lines(80, 24)[9], "  and 4 more");
        assert_eq!(lines(80, 6).len(), 4);
        assert_eq!(lines(80, 6)[3], "  and 10 more");
        assert_eq!((lines(80, 3).len(), lines(80, 1).len()), (1, 1));
        for line in lines(20, 24) {
            assert!(line.chars().count() <= 20, "{line}");
        }
        assert!(lines(20, 24)[1].starts_with("  …s.tests.one 0."), "{:?}", lines(20, 24)[1]);
        assert_eq!((tail("abc", 3), tail("abcd", 3)), ("abc".to_owned(), "…cd".to_owned()));
    }

    #[test]
    fn the_cursor_stays_above_the_display() {
        let text = drawing(&["one".into(), "two".into()]);
        assert_eq!(text, "\x1b[?7l\x1b[J\r\none\r\ntwo\x1b[2A\r\x1b[?7h");
    }
}
