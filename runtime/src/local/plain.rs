//! Progress without a terminal: a line for each node that has ended.

use super::event::{Event, Listener, What};
use super::frame::NodeRef;
use super::progress::title;
use crate::lock::lock;
use crate::logs;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Logs a line for each node of a task that has ended, with how long it took.
#[derive(Default)]
pub(crate) struct PlainProgress {
    /// When nodes began, by their numbers.
    began: Mutex<BTreeMap<u64, Instant>>,
}

impl Listener for PlainProgress {
    fn hear(&self, event: &Event<'_>) {
        let how = match event.what {
            What::Started { node, attempt: 0, .. } if node.task().is_some() => {
                lock(&self.began).insert(node.number(), event.at);
                return;
            }
            What::Ended { attempt: 0, .. } => "",
            What::Ended { .. } => " after more than one attempt",
            What::Failed { .. } => " failed",
            _ => return,
        };
        let (What::Ended { node, .. } | What::Failed { node, .. }) = event.what else { return };
        if node.task().is_some() {
            let began = lock(&self.began).remove(&node.number());
            logs::note(&line(node, began.map(|began| event.at.saturating_duration_since(began)), how));
        }
    }
}

/// `n3/n0 my_crate.etl.word_count 1.2 s`; without a time if the task did not run.
fn line(node: &NodeRef<'_>, took: Option<Duration>, how: &str) -> String {
    let path: Vec<_> = node.path().collect();
    let title = node.task().map(|task| title(&path, task)).unwrap_or_default();
    match took {
        Some(took) => format!("{title}{how} {:.1} s", took.as_secs_f64()),
        None if how.is_empty() => format!("{title} reused"),
        None => format!("{title}{how}"),
    }
}
