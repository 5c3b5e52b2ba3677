//! The specs as files, with the names and the order in which flytectl registers them.

use super::Specs;
use crate::graph::Member;
use aileron_idl::ToJson;
use aileron_idl::prost::Message;
use serde_json::Value;

/// A message that can be registered.
pub(crate) trait Spec {
    /// Appends the message's bytes.
    fn encode(&self, bytes: &mut Vec<u8>);
    /// The message in canonical JSON.
    fn json(&self) -> Value;
}

impl<M: Message + ToJson> Spec for M {
    fn encode(&self, bytes: &mut Vec<u8>) {
        bytes.reserve(self.encoded_len());
        self.encode_raw(bytes);
    }
    fn json(&self) -> Value {
        self.to_json()
    }
}

/// A spec and the name of its file without extension.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) spec: Box<dyn Spec>,
}

/// The kinds of messages. flytectl reads the kind from a file's name (flytectl `cmd/register/register_util.go`).
const TASK: u8 = 1;
const WORKFLOW: u8 = 2;
const LAUNCH_PLAN: u8 = 3;

impl Specs<'_> {
    /// Every spec in the order of registration: tasks, then each workflow after those that it contains, then launch
    /// plans. A launch plan that a workflow calls comes before that workflow, since flyteadmin asks for its interface. flytectl sorts by the names of files, so their numbers all have the same width.
    pub(crate) fn files(&self) -> impl Iterator<Item = File> {
        let width = self.len().saturating_sub(1).to_string().len();
        let tasks = self.tasks().map(|(name, spec)| part(TASK, name, spec));
        let called = self.graphs.called_launch_plans();
        let is_called = move |plan: &str| called.contains(plan);
        let is_first = {
            let is_called = is_called.clone();
            move |member: &&Member| !member.is_launch_plan() || is_called(&member.graph.name)
        };
        let first = self.graphs.inside_out().filter(is_first).map(|member| {
            if member.is_launch_plan() {
                let (name, plan) = self.launch_plan(member);
                part(LAUNCH_PLAN, name, plan)
            } else {
                let (name, spec) = self.workflow(member);
                part(WORKFLOW, name, spec)
            }
        });
        let others = self.launch_plans().filter(move |(name, _)| !is_called(name));
        let others = others.map(|(name, plan)| part(LAUNCH_PLAN, name, plan));
        let numbered = tasks.chain(first).chain(others).enumerate();
        numbered.map(move |(index, (kind, name, spec))| {
            let name = format!("{index:0width$}_{name}_{kind}");
            File { name, spec }
        })
    }

    /// The number of specs.
    fn len(&self) -> usize {
        self.registry.tasks().count()
            + self.maps.len()
            + self.registry.workflows().count()
            + self.registry.all_launch_plans().count()
    }

    /// A summary: `3 tasks, 1 workflow and 1 launch plan`.
    pub(crate) fn summary(&self) -> String {
        let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let workflows = self.registry.workflows().count();
        let tasks = count(self.registry.tasks().count() + self.maps.len(), "task");
        if workflows == 0 {
            return tasks;
        }
        format!(
            "{tasks}, {} and {}",
            count(workflows, "workflow"),
            count(self.registry.all_launch_plans().count(), "launch plan")
        )
    }

    /// All specs as one JSON document.
    pub(crate) fn to_json(&self) -> Value {
        serde_json::json!({
            "tasks": json(self.tasks()),
            "workflows": json(self.workflows()),
            "launchPlans": json(self.launch_plans()),
        })
    }
}

fn part(kind: u8, name: &str, spec: impl Spec + 'static) -> (u8, &str, Box<dyn Spec>) {
    (kind, name, Box::new(spec))
}

fn json<'a, M: ToJson>(specs: impl Iterator<Item = (&'a str, M)>) -> Value {
    specs.map(|(_, spec)| spec.to_json()).collect()
}
