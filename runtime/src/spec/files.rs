//! The specs as files, named and ordered as flytectl registers them.

use super::Specs;
use aileron_idl::admin::{LaunchPlan, TaskSpec, WorkflowSpec};
use aileron_idl::prost::Message as _;
use aileron_idl::{ToJson, core::Identifier};
use serde_json::Value;

/// One spec.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Message<'s> {
    Task(&'s TaskSpec),
    Workflow(&'s WorkflowSpec),
    LaunchPlan(&'s LaunchPlan),
}

/// A spec and the name of its file, without an extension.
pub(crate) struct File<'s> {
    pub(crate) name: String,
    pub(crate) message: Message<'s>,
}

impl Message<'_> {
    fn id(&self) -> Option<&Identifier> {
        match self {
            Message::Task(spec) => spec.template.as_ref()?.id.as_ref(),
            Message::Workflow(spec) => spec.template.as_ref()?.id.as_ref(),
            Message::LaunchPlan(plan) => plan.id.as_ref(),
        }
    }

    /// The number by which flytectl knows which message a file holds (flytectl `cmd/register/register_util.go`).
    fn number(&self) -> u8 {
        match self {
            Message::Task(_) => 1,
            Message::Workflow(_) => 2,
            Message::LaunchPlan(_) => 3,
        }
    }

    /// Appends the message's bytes.
    pub(crate) fn encode(&self, bytes: &mut Vec<u8>) {
        bytes.reserve(self.length());
        match self {
            Message::Task(spec) => spec.encode_raw(bytes),
            Message::Workflow(spec) => spec.encode_raw(bytes),
            Message::LaunchPlan(plan) => plan.encode_raw(bytes),
        }
    }

    fn length(&self) -> usize {
        match self {
            Message::Task(spec) => spec.encoded_len(),
            Message::Workflow(spec) => spec.encoded_len(),
            Message::LaunchPlan(plan) => plan.encoded_len(),
        }
    }

    pub(crate) fn to_json(self) -> Value {
        match self {
            Message::Task(spec) => spec.to_json(),
            Message::Workflow(spec) => spec.to_json(),
            Message::LaunchPlan(plan) => plan.to_json(),
        }
    }
}

impl Specs {
    /// Every spec in the order of registration: tasks, then workflows after those that run inside them, then launch
    /// plans. flytectl goes by the names of files, so their numbers are as wide as the last one.
    pub(crate) fn files(&self) -> Vec<File<'_>> {
        // What runs inside a workflow has fewer workflows inside it.
        let mut workflows: Vec<&WorkflowSpec> = self.workflows.iter().collect();
        workflows.sort_by_key(|spec| spec.sub_workflows.len());
        let tasks = self.tasks.iter().map(Message::Task);
        let workflows = workflows.into_iter().map(Message::Workflow);
        let messages = tasks.chain(workflows).chain(self.launch_plans.iter().map(Message::LaunchPlan));
        let width = (self.len().saturating_sub(1)).to_string().len();
        let name = |index, message: &Message<'_>| {
            let name = message.id().map_or("", |id| id.name.as_str());
            format!("{index:0width$}_{name}_{}", message.number())
        };
        messages.enumerate().map(|(index, message)| File { name: name(index, &message), message }).collect()
    }

    /// How many specs there are.
    pub(crate) fn len(&self) -> usize {
        self.tasks.len() + self.workflows.len() + self.launch_plans.len()
    }

    /// `3 tasks, 1 workflow and 1 launch plan`.
    pub(crate) fn summary(&self) -> String {
        let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let tasks = count(self.tasks.len(), "task");
        match self.workflows.len() {
            0 => tasks,
            workflows => format!(
                "{tasks}, {} and {}",
                count(workflows, "workflow"),
                count(self.launch_plans.len(), "launch plan")
            ),
        }
    }

    /// All specs as one document.
    pub(crate) fn to_json(&self) -> Value {
        serde_json::json!({
            "tasks": self.tasks.iter().map(ToJson::to_json).collect::<Vec<_>>(),
            "workflows": self.workflows.iter().map(ToJson::to_json).collect::<Vec<_>>(),
            "launchPlans": self.launch_plans.iter().map(ToJson::to_json).collect::<Vec<_>>(),
        })
    }
}
