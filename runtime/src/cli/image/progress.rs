//! How far copies are, while images are fetched and pushed: on a terminal a line for each, elsewhere a line now and then for those that
//! take long.

use crate::cli::failure::note;
use crate::local::{GONE, QUIET, TICK, drawing, has_display, put};
use crate::storage::progress;
use clap::ArgMatches;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{Builder, JoinHandle};

/// The largest number of copies that are shown.
const MOST: usize = 8;

/// Shows copies as long as it lives.
pub(super) struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Begins to show copies, as `--progress` says if the verb has it.
    pub(super) fn start(matches: &ArgMatches) -> Self {
        let given = matches.try_get_one::<String>("progress").ok().flatten();
        let how = given.map_or("auto", String::as_str);
        let is_drawn = how == "auto" && has_display();
        progress::log(|line| note(line), how != "none" && !is_drawn);
        if !is_drawn {
            return Progress(None);
        }
        let (end, ended) = mpsc::channel();
        // If no thread can be started for the display, the work goes on without it.
        let thread = Builder::new().name("progress".into()).spawn(move || show(&ended));
        Progress(thread.ok().map(|thread| (end, thread)))
    }
}

impl Drop for Progress {
    /// Removes the lines.
    fn drop(&mut self) {
        if let Some((end, thread)) = self.0.take() {
            drop(end);
            let _ = thread.join();
        }
    }
}

fn show(ended: &Receiver<()>) {
    let mut is_drawn = false;
    let mut wait = QUIET;
    while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        let mut lines = progress::lines();
        lines.truncate(MOST);
        if let Some(text) = next(&lines, is_drawn) {
            put(&text);
        }
        is_drawn = !lines.is_empty();
        wait = TICK;
    }
    if is_drawn {
        put(GONE);
    }
}

/// What draws the lines, or removes those that were there.
fn next(lines: &[String], is_drawn: bool) -> Option<String> {
    match lines {
        [] => is_drawn.then(|| GONE.to_owned()),
        lines => Some(drawing(lines)),
    }
}

#[cfg(test)]
mod tests {
    use super::{GONE, drawing, next};

    #[test]
    fn lines_are_drawn_while_there_are_copies_and_removed_once() {
        let lines = ["a:1: 1.0 of 2.0 MiB in 1 s, 1.0 MiB/s".to_owned()];
        assert_eq!(next(&[], false), None);
        assert_eq!(next(&lines, false), Some(drawing(&lines)));
        assert_eq!(next(&lines, true), Some(drawing(&lines)));
        assert_eq!(next(&[], true), Some(GONE.to_owned()));
    }
}
