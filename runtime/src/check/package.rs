//! What is judged: the messages of a package, in the order of their registration.

use crate::spec::Ids;
use aileron_idl::admin::{LaunchPlan, TaskSpec, WorkflowSpec};
use aileron_idl::core::if_else_block::Default as End;
use aileron_idl::core::node::Target;
use aileron_idl::core::{Identifier, Node, task_node, workflow_node};

/// One registrable message.
#[derive(Debug)]
pub(crate) enum Message {
    Task(TaskSpec),
    Workflow(WorkflowSpec),
    LaunchPlan(LaunchPlan),
}

/// A message with the name of its file.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) file: String,
    pub(crate) message: Message,
}

/// The messages of a package, in the order in which flytectl registers them.
#[derive(Debug, Default)]
pub(crate) struct Package {
    pub(crate) items: Vec<Item>,
    /// What is wrong with the archive: a code, the file, and what.
    pub(super) problems: Vec<(&'static str, String, String)>,
}

impl Package {
    pub(crate) fn push(&mut self, file: String, message: Message) {
        self.items.push(Item { file, message });
    }

    /// What is wrong with the archive first, if anything is.
    pub(crate) fn problem(&self) -> Option<String> {
        self.problems.first().map(|(_, file, message)| format!("`{file}`: {message}"))
    }

    /// Fills the parts of ids that are left to the registration, as flytectl does
    /// (`cmd/register/register_util.go`).
    pub(crate) fn fill(&mut self, ids: &Ids) {
        let mut fill = |id: &mut Identifier| {
            for (part, given, name) in [
                (&mut id.project, &ids.project, "project"),
                (&mut id.domain, &ids.domain, "domain"),
                (&mut id.version, &ids.version, "version"),
            ] {
                if part.is_empty() || *part == format!("{{{{ registration.{name} }}}}") {
                    given.clone_into(part);
                }
            }
        };
        for item in &mut self.items {
            each_id(&mut item.message, &mut fill);
        }
    }
}

/// Calls `found` with each id in a message.
pub(crate) fn each_id(message: &mut Message, found: &mut impl FnMut(&mut Identifier)) {
    match message {
        Message::Task(spec) => {
            spec.template.as_mut().and_then(|template| template.id.as_mut()).into_iter().for_each(found);
        }
        Message::LaunchPlan(plan) => {
            let workflow = plan.spec.as_mut().and_then(|spec| spec.workflow_id.as_mut());
            plan.id.iter_mut().chain(workflow).for_each(found);
        }
        Message::Workflow(spec) => {
            for template in spec.template.iter_mut().chain(&mut spec.sub_workflows) {
                template.id.iter_mut().for_each(&mut *found);
                let nodes = template.nodes.iter_mut().chain(&mut template.failure_node);
                nodes.for_each(|node| each_id_of(node, found));
            }
        }
    }
}

fn each_id_of(node: &mut Node, found: &mut impl FnMut(&mut Identifier)) {
    match &mut node.target {
        Some(Target::TaskNode(task)) => {
            if let Some(task_node::Reference::ReferenceId(id)) = &mut task.reference {
                found(id);
            }
        }
        Some(Target::WorkflowNode(workflow)) => match &mut workflow.reference {
            Some(
                workflow_node::Reference::LaunchplanRef(id) | workflow_node::Reference::SubWorkflowRef(id),
            ) => found(id),
            None => {}
        },
        Some(Target::BranchNode(branch)) => {
            if let Some(block) = &mut branch.if_else {
                let cases = block.case.iter_mut().map(|case| &mut **case).chain(&mut block.other);
                let arms = cases.filter_map(|case| case.then_node.as_mut());
                let end = match &mut block.default {
                    Some(End::ElseNode(node)) => Some(node),
                    _ => None,
                };
                arms.chain(end).for_each(|node| each_id_of(node, found));
            }
        }
        Some(Target::ArrayNode(array)) => {
            array.node.iter_mut().for_each(|node| each_id_of(node, found));
        }
        Some(Target::GateNode(_)) | None => {}
    }
}

/// The name of an id; empty if there is none.
pub(super) fn name(id: Option<&Identifier>) -> &str {
    id.map_or("", |id| &id.name)
}
