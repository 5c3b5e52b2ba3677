//! How far work on a server is: a bar on a terminal, else a line for each step.

use crate::cli::failure::note;
use crate::local::{GONE, QUIET, Size, TICK, bar, drawing, has_display, put};
use clap::ArgMatches;
use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// Shows how many steps are done.
pub(super) struct Progress {
    done: Arc<AtomicU64>,
    all: u64,
    how: How,
}

enum How {
    Bar { task: JoinHandle<()>, is_drawn: Arc<AtomicBool> },
    Lines,
    Nothing,
}

impl Progress {
    /// Begins to show the steps, as `--progress` says.
    pub(super) fn start(matches: &ArgMatches, all: usize) -> Self {
        let done = Arc::new(AtomicU64::new(0));
        let all = all as u64;
        let how = match matches.get_one::<String>("progress").map_or("auto", String::as_str) {
            "none" => How::Nothing,
            "auto" if has_display() => {
                let is_drawn = Arc::new(AtomicBool::new(false));
                How::Bar { task: tokio::spawn(draw(Arc::clone(&done), all, Arc::clone(&is_drawn))), is_drawn }
            }
            _ => How::Lines,
        };
        Progress { done, all, how }
    }

    /// Notes that a step is done.
    pub(super) fn step(&self, what: impl Display) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let How::Lines = self.how {
            note(format_args!("{done}/{} {what}", self.all));
        }
    }
}

impl Drop for Progress {
    /// Removes the bar.
    fn drop(&mut self) {
        if let How::Bar { task, is_drawn } = &self.how {
            task.abort();
            if is_drawn.load(Ordering::Relaxed) {
                put(GONE);
            }
        }
    }
}

async fn draw(done: Arc<AtomicU64>, all: u64, is_drawn: Arc<AtomicBool>) {
    sleep(QUIET).await;
    loop {
        put(&drawing(&[bar(done.load(Ordering::Relaxed), all, Size::now().width)]));
        is_drawn.store(true, Ordering::Relaxed);
        sleep(TICK).await;
    }
}
