//! A listener that writes down what it hears.

use super::super::event::{Event, Listener, What};
use super::super::frame::NodeRef;
use crate::FlyteType;
use crate::lock::lock;
use aileron_idl::core::Literal;
use serde_json::Value;
use std::sync::Mutex;
use std::time::Instant;

/// What happened, a line for each event: `started n0 #0 [1]`, with the number of the attempt and the values.
#[derive(Default)]
pub(super) struct Log {
    lines: Mutex<Vec<String>>,
    heard: Mutex<Vec<(Instant, usize)>>,
    callers: Mutex<Vec<Vec<String>>>,
}

impl Log {
    pub(super) fn lines(&self) -> Vec<String> {
        lock(&self.lines).clone()
    }

    /// The position of an event.
    pub(super) fn position(&self, line: &str) -> usize {
        let lines = self.lines();
        lines.iter().position(|other| other == line).unwrap_or_else(|| panic!("no `{line}` in {lines:#?}"))
    }

    /// The time and the worker of each event.
    pub(super) fn heard(&self) -> Vec<(Instant, usize)> {
        lock(&self.heard).clone()
    }

    /// For each task that started, the nodes that led to it, from the inside out.
    pub(super) fn callers(&self) -> Vec<Vec<String>> {
        lock(&self.callers).clone()
    }
}

impl Listener for Log {
    fn hear(&self, event: &Event<'_>) {
        let line = match event.what {
            What::Planned { tasks } => format!("planned {tasks}"),
            What::Queued { node } => format!("queued {node:?}"),
            What::Started { node, attempt, inputs } => {
                if node.task().is_some() {
                    lock(&self.callers).push(callers(node));
                }
                format!("started {node:?} #{attempt} {}", values(inputs))
            }
            What::Reused { node, source } => format!("reused {node:?} {source:?}"),
            What::Chosen { node, arm } => format!("chosen {node:?} arm {arm}"),
            What::Retried { node, attempt, failure } => format!("retried {node:?} #{attempt} {failure}"),
            What::Ended { node, attempt, outputs } => {
                format!("ended {node:?} #{attempt} {}", values(outputs))
            }
            What::Failed { node, attempt, failure } => format!("failed {node:?} #{attempt} {failure}"),
            What::Skipped { node } => format!("skipped {node:?}"),
            #[cfg(feature = "report")]
            What::Shown { node, .. } => format!("shown {node:?}"),
        };
        let mut lines = lock(&self.lines);
        lock(&self.heard).push((event.at, event.worker));
        lines.push(line);
    }
}

fn callers(node: &NodeRef<'_>) -> Vec<String> {
    node.callers().into_iter().map(|(node, _)| node).collect()
}

fn values(literals: &[Literal]) -> String {
    let values = literals.iter().map(|literal| Value::from_literal(literal.clone()).expect("a value"));
    Value::Array(values.collect()).to_string()
}
