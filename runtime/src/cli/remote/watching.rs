//! Shows an execution until it is over: a tree on a terminal, else a line for each change.

use crate::cli::failure::note;
use crate::local::{GONE, QUIET, Size, TICK, drawing, has_display, put};
use crate::remote::{Error, Execution, Snapshot, Watch, changes, tree_lines};
use chrono::{DateTime, Utc};
use futures_util::future::{Either, select};
use std::pin::pin;
use std::time::SystemTime;

/// Shows an execution until it is over.
pub(super) struct Watching {
    watch: Watch,
    last: Option<Snapshot>,
    /// Whether stderr is a terminal.
    is_live: bool,
    is_drawn: bool,
}

impl Watching {
    pub(super) fn of(execution: &Execution) -> Self {
        Watching { watch: execution.watch(), last: None, is_live: has_display(), is_drawn: false }
    }

    /// Waits until it is over. If the future is dropped before, another one goes on from there.
    pub(super) async fn until_over(&mut self) -> Result<Snapshot, Error> {
        loop {
            let snapshot = self.next().await?;
            if !self.is_live {
                changes(self.last.as_ref(), &snapshot).into_iter().for_each(note);
            }
            self.last = Some(snapshot.clone());
            if snapshot.state.is_over() {
                self.end();
                return Ok(snapshot);
            }
        }
    }

    /// The next look. Meanwhile the display shows how long nodes have run.
    async fn next(&mut self) -> Result<Snapshot, Error> {
        if !self.is_live {
            return self.watch.next().await;
        }
        let mut next = pin!(self.watch.next());
        loop {
            let tick = if self.is_drawn { TICK } else { QUIET };
            match select(next.as_mut(), pin!(tokio::time::sleep(tick))).await {
                Either::Left((snapshot, _)) => return snapshot,
                Either::Right(((), _)) => {
                    if let Some(last) = &self.last {
                        put(&drawing(&tree_lines(last, now(), room())));
                        self.is_drawn = true;
                    }
                }
            }
        }
    }

    /// Removes the display, for a question below it.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.is_drawn) {
            put(GONE);
        }
    }

    /// Leaves the last state of the tree on the terminal.
    fn end(&mut self) {
        self.clear();
        if let Some(last) = self.last.as_ref().filter(|_| self.is_live) {
            tree_lines(last, now(), room()).into_iter().for_each(note);
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.clear();
    }
}

fn room() -> usize {
    Size::now().height.saturating_sub(2).max(2)
}

fn now() -> DateTime<Utc> {
    DateTime::from(SystemTime::now())
}
