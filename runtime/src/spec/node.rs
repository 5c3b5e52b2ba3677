//! Converts calls in a workflow to Flyte's nodes.

use super::Ids;
use super::binding::Scope;
use super::task::duration;
use crate::entity::{EntityKind, Settings};
use crate::graph::{self, node_id};
use aileron_idl::core::node::Target;
use aileron_idl::core::node_metadata::InterruptibleValue;
use aileron_idl::core::{
    Node, NodeMetadata, ResourceType, RetryStrategy, TaskNode, TaskNodeOverrides, WorkflowNode, task_node,
    workflow_node,
};

pub(super) fn message(index: usize, node: &graph::Node, scope: &Scope<'_>, ids: &Ids) -> Node {
    let name = node.entity.name();
    let inputs = node.entity.inputs().into_iter().zip(&node.bindings);
    let mut bindings: Vec<_> = inputs.map(|(input, binding)| scope.bind(input.name, binding)).collect();
    bindings.sort_unstable_by(|a, b| a.var.cmp(&b.var));
    let (metadata, target) = match node.entity.kind {
        EntityKind::Task { settings, .. } => (task_metadata(&name, settings), run_task(&name, ids)),
        EntityKind::Workflow(_) => (workflow_metadata(&name), run_workflow(&name, ids)),
    };
    Node {
        id: node_id(index),
        metadata: Some(metadata),
        inputs: bindings,
        upstream_node_ids: node.upstream().into_iter().map(node_id).collect(),
        target: Some(target),
        ..Node::default()
    }
}

/// The metadata of a task's node. Propeller takes timeout and interruptible from the node, never from the task
/// (flytepropeller `nodes/executor.go`), so the node repeats them.
fn task_metadata(name: &str, settings: &Settings) -> NodeMetadata {
    NodeMetadata {
        name: short(name),
        timeout: settings.timeout.map(duration),
        retries: Some(RetryStrategy { retries: settings.retries }),
        interruptible_value: settings.interruptible.map(InterruptibleValue::Interruptible),
        ..NodeMetadata::default()
    }
}

fn workflow_metadata(name: &str) -> NodeMetadata {
    NodeMetadata {
        name: short(name),
        retries: Some(RetryStrategy::default()),
        // This is the workflow's default, as in flytekit (`core/workflow.py`).
        interruptible_value: Some(InterruptibleValue::Interruptible(false)),
        ..NodeMetadata::default()
    }
}

fn run_task(name: &str, ids: &Ids) -> Target {
    Target::TaskNode(TaskNode {
        overrides: Some(TaskNodeOverrides::default()),
        reference: Some(task_node::Reference::ReferenceId(ids.identifier(ResourceType::Task, name))),
    })
}

fn run_workflow(name: &str, ids: &Ids) -> Target {
    let reference = workflow_node::Reference::SubWorkflowRef(ids.identifier(ResourceType::Workflow, name));
    Target::WorkflowNode(WorkflowNode { reference: Some(reference) })
}

/// The last part of a name, which the console shows on the node.
fn short(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).to_owned()
}
