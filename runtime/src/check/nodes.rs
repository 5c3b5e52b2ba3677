//! The parts of a node that several checks read.

use aileron_idl::core::if_else_block::Default as End;
use aileron_idl::core::node::Target;
use aileron_idl::core::{BranchNode, Identifier, IfBlock, Node, WorkflowTemplate, task_node, workflow_node};

/// The ids that Flyte gives to the two ends of each workflow.
pub(super) const START: &str = "start-node";
pub(super) const END: &str = "end-node";

/// The task that a node runs.
pub(super) fn task(node: &Node) -> Option<&Identifier> {
    match &node.target {
        Some(Target::TaskNode(task)) => match &task.reference {
            Some(task_node::Reference::ReferenceId(id)) => Some(id),
            None => None,
        },
        _ => None,
    }
}

/// The launch plan that a node starts.
pub(super) fn launch_plan(node: &Node) -> Option<&Identifier> {
    match &node.target {
        Some(Target::WorkflowNode(workflow)) => match &workflow.reference {
            Some(workflow_node::Reference::LaunchplanRef(id)) => Some(id),
            _ => None,
        },
        _ => None,
    }
}

/// The workflow that a node runs in line.
pub(super) fn sub_workflow(node: &Node) -> Option<&Identifier> {
    match &node.target {
        Some(Target::WorkflowNode(workflow)) => match &workflow.reference {
            Some(workflow_node::Reference::SubWorkflowRef(id)) => Some(id),
            _ => None,
        },
        _ => None,
    }
}

/// The cases of a branch, the first one first.
pub(super) fn cases(branch: &BranchNode) -> impl Iterator<Item = &IfBlock> {
    let block = branch.if_else.as_deref().into_iter();
    block.flat_map(|block| block.case.as_deref().into_iter().chain(&block.other))
}

/// The node of the last arm of a branch, if that is a node.
pub(super) fn last_arm(branch: &BranchNode) -> Option<&Node> {
    match branch.if_else.as_deref()?.default.as_ref()? {
        End::ElseNode(node) => Some(node),
        End::Error(_) => None,
    }
}

/// The nodes directly in a node: the arms of a branch, the work of a map.
pub(super) fn inner(node: &Node) -> Vec<&Node> {
    match &node.target {
        Some(Target::BranchNode(branch)) => {
            cases(branch).filter_map(|case| case.then_node.as_deref()).chain(last_arm(branch)).collect()
        }
        Some(Target::ArrayNode(array)) => array.node.as_deref().into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The nodes of a workflow, its failure node last.
pub(super) fn of(template: &WorkflowTemplate) -> impl Iterator<Item = &Node> {
    template.nodes.iter().chain(&template.failure_node)
}

/// Calls `found` with a node and all nodes in it.
pub(super) fn each<'n>(node: &'n Node, found: &mut impl FnMut(&'n Node)) {
    found(node);
    for inner in inner(node) {
        each(inner, found);
    }
}

/// A node as a message names it: `n1` with the name of its task.
pub(super) fn label(id: &str, node: &Node) -> String {
    match node.metadata.as_ref().map(|metadata| &*metadata.name) {
        None | Some("") => format!("`{id}`"),
        Some(name) if name == id => format!("`{id}`"),
        Some(name) => format!("`{id}` (`{name}`)"),
    }
}
