//! Records what happens in a run, for its report.

use super::short::short;
use crate::causes::Causes;
use crate::entity::{Failure, Variable};
use crate::local::{Event, Listener, NodeRef, What};
use crate::lock::lock;
use aileron_idl::core::Literal;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Instant;

/// The largest number of bytes of a deck that the page holds.
const LARGEST_DECK: usize = 1 << 20;
/// How many characters of a node's output the page holds: that of many tasks of a map, too.
const LARGEST_OUTPUT: usize = 64 << 10;

/// What happened in a run, by node.
pub(crate) struct Recording {
    began: Instant,
    /// The nodes by their numbers, which follow the body.
    nodes: Mutex<BTreeMap<u64, Recorded>>,
}

/// What happened to a node. Times are milliseconds since the run began.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    /// Where it is in the drawing: the ids of the nodes that lead to it, with the arms of branches: `n3:1/n0`.
    pub(super) key: String,
    pub(super) path: String,
    pub(super) title: String,
    pub(super) kind: &'static str,
    pub(super) entity: String,
    pub(super) place: String,
    pub(super) state: State,
    /// The worker of the last attempt.
    pub(super) worker: usize,
    pub(super) queued: Option<f64>,
    pub(super) began: Option<f64>,
    pub(super) ended: Option<f64>,
    pub(super) attempts: Vec<Try>,
    pub(super) inputs: Vec<(String, String)>,
    pub(super) outputs: Vec<(String, String)>,
    /// The arm that a branch chose.
    pub(super) arm: Option<usize>,
    pub(super) deck: Option<String>,
    /// What its processes have printed.
    pub(super) output: String,
}

/// An attempt, and why it failed.
#[derive(Debug)]
pub(super) struct Try {
    began: f64,
    ended: Option<f64>,
    failure: Option<String>,
}

/// How far a node is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    /// Its inputs are not all there, or no worker has taken it.
    #[default]
    Waiting,
    Running,
    Succeeded,
    Reused,
    Failed,
    Skipped,
}

impl State {
    pub(super) fn name(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Running => "running",
            State::Succeeded => "succeeded",
            State::Reused => "reused",
            State::Failed => "failed",
            State::Skipped => "skipped",
        }
    }
}

impl Recording {
    pub(crate) fn new() -> Self {
        Recording { began: Instant::now(), nodes: Mutex::default() }
    }

    /// When the run began.
    pub(super) fn began(&self) -> Instant {
        self.began
    }

    /// Everything that was recorded, by node.
    pub(super) fn read<T>(&self, read: impl FnOnce(&BTreeMap<u64, Recorded>) -> T) -> T {
        read(&lock(&self.nodes))
    }

    fn at(&self, event: &Event<'_>) -> f64 {
        event.at.saturating_duration_since(self.began).as_secs_f64() * 1e3
    }

    fn change(&self, node: &NodeRef<'_>, change: impl FnOnce(&mut Recorded)) {
        change(lock(&self.nodes).entry(node.number()).or_insert_with(|| Recorded::of(node)));
    }
}

impl Listener for Recording {
    fn hear(&self, event: &Event<'_>) {
        let at = self.at(event);
        match event.what {
            What::Planned { .. } => {}
            What::Queued { node } => self.change(node, |node| node.queued = Some(at)),
            What::Started { node, inputs, .. } => {
                // Before the lock: values may be large.
                let inputs = named(&node.signature().inputs, inputs);
                self.change(node, |node| {
                    node.state = State::Running;
                    node.worker = event.worker;
                    node.began.get_or_insert(at);
                    node.inputs = inputs;
                    node.attempts.push(Try { began: at, ended: None, failure: None });
                });
            }
            What::Chosen { node, arm } => self.change(node, |node| node.arm = Some(arm)),
            What::Reused { node, .. } => self.change(node, |node| {
                node.state = State::Reused;
                node.began.get_or_insert(at);
            }),
            What::Retried { node, failure, .. } => self.change(node, |node| node.failed(at, failure)),
            What::Ended { node, outputs, .. } => {
                let outputs = named(&node.signature().outputs, outputs);
                self.change(node, |node| {
                    if node.state != State::Reused {
                        node.state = State::Succeeded;
                    }
                    node.outputs = outputs;
                    node.end(at);
                });
            }
            What::Failed { node, failure, .. } => self.change(node, |node| {
                node.state = State::Failed;
                if node.attempts.is_empty() {
                    node.attempts.push(Try { began: at, ended: None, failure: None });
                }
                node.failed(at, failure);
                node.ended = Some(at);
            }),
            What::Skipped { node } => self.change(node, |node| node.state = State::Skipped),
            What::Shown { node, deck, output } => self.change(node, |node| {
                node.deck =
                    deck.filter(|page| page.len() <= LARGEST_DECK).map(str::to_owned).or(node.deck.take());
                node.print(output.unwrap_or_default());
            }),
        }
    }
}

impl Recorded {
    fn of(node: &NodeRef<'_>) -> Self {
        let mut key = Vec::new();
        // The arm in which the step before is, further inside.
        let mut arm = None;
        for (step, id) in node.outwards().zip(node.path()) {
            key.push(arm.map_or_else(|| id.to_string(), |arm| format!("{id}:{arm}")));
            arm = step.arm();
        }
        key.reverse();
        let (kind, entity) = node.kind();
        Recorded {
            key: key.join("/"),
            path: format!("{node:?}"),
            title: node.title(),
            kind,
            entity: entity.unwrap_or_default().to_owned(),
            place: node.place().to_string(),
            ..Recorded::default()
        }
    }

    fn print(&mut self, text: &str) {
        let left = LARGEST_OUTPUT.saturating_sub(self.output.len());
        match text.char_indices().nth(left) {
            None => self.output.push_str(text),
            Some((end, _)) if left > 0 => {
                self.output = format!("{}{}\n… and more", self.output, &text[..end]);
            }
            Some(_) => {}
        }
    }

    fn end(&mut self, at: f64) {
        self.ended = Some(at);
        if let Some(last) = self.attempts.last_mut() {
            last.ended = Some(at);
        }
    }

    fn failed(&mut self, at: f64, failure: &Failure) {
        if let Some(last) = self.attempts.last_mut() {
            last.ended = Some(at);
            last.failure = Some(Causes(failure).to_string());
        }
    }

    /// For the script of the page.
    pub(super) fn to_json(&self) -> Value {
        let pairs = |pairs: &[(String, String)]| {
            pairs.iter().map(|(name, value)| json!([name, value])).collect::<Value>()
        };
        let tries = self.attempts.iter().map(
            |one| json!({"began": time(one.began), "ended": one.ended.map(time), "failure": one.failure}),
        );
        json!({
            "key": self.key,
            "path": self.path,
            "title": self.title,
            "kind": self.kind,
            "entity": self.entity,
            "place": self.place,
            "state": self.state.name(),
            "worker": self.worker,
            "queued": self.queued.map(time),
            "began": self.began.map(time),
            "ended": self.ended.map(time),
            "tries": tries.collect::<Value>(),
            "inputs": pairs(&self.inputs),
            "outputs": pairs(&self.outputs),
            "arm": self.arm,
            "deck": self.deck,
            "output": self.output,
        })
    }
}

/// To a microsecond: more is noise in the file.
fn time(milliseconds: f64) -> f64 {
    (milliseconds * 1e3).round() / 1e3
}

fn named(variables: &[Variable], literals: &[Literal]) -> Vec<(String, String)> {
    variables
        .iter()
        .zip(literals)
        .map(|(variable, literal)| (variable.name.clone(), short(literal)))
        .collect()
}
