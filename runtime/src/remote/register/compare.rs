//! Compares an entity with the one that the server has under its id.
//!
//! The server has it as the compiler left it. What the compiler adds to a workflow, and what can be told from the rest, is
//! taken out of both.

use super::plan::Item;
use crate::check::Message;
use crate::diff::{Field, fields};
use crate::remote::Client;
use crate::remote::call::CallError;
use aileron_idl::admin::{ObjectGetRequest, TaskSpec, WorkflowSpec};
use aileron_idl::core::binding_data::Value;
use aileron_idl::core::if_else_block::Default as End;
use aileron_idl::core::node::Target;
use aileron_idl::core::{BindingData, Node, WorkflowTemplate};
use aileron_idl::service::admin_service::{GET_LAUNCH_PLAN, GET_TASK, GET_WORKFLOW};
use std::collections::BTreeSet;
use tonic::Code;

/// The ids of the nodes that the compiler adds.
const ADDED: [&str; 2] = ["start-node", "end-node"];

/// How what the server has differs from an item; `None` if it has nothing under the id.
///
/// # Errors
/// Fails if the server does not say.
pub(super) async fn differences(client: &Client, item: &Item) -> Result<Option<Vec<Field>>, CallError> {
    match stored(client, item).await {
        Ok(stored) => Ok(Some(fields(&plain(stored), &plain(own(&item.message))))),
        Err(error) if error.code() == Code::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What the server has under the id of an item.
async fn stored(client: &Client, item: &Item) -> Result<Message, CallError> {
    let request = ObjectGetRequest { id: Some(item.id.clone()) };
    Ok(match item.message {
        Message::Task(_) => {
            let task = client.call(GET_TASK, request).await?;
            let compiled = task.closure.and_then(|closure| closure.compiled_task);
            let template = compiled.and_then(|compiled| compiled.template);
            Message::Task(TaskSpec { template, description: None })
        }
        Message::Workflow(_) => {
            let workflow = client.call(GET_WORKFLOW, request).await?;
            let compiled = workflow.closure.and_then(|closure| closure.compiled_workflow).unwrap_or_default();
            Message::Workflow(WorkflowSpec {
                template: compiled.primary.and_then(|primary| primary.template),
                sub_workflows: compiled
                    .sub_workflows
                    .into_iter()
                    .filter_map(|inner| inner.template)
                    .collect(),
                description: None,
            })
        }
        Message::LaunchPlan(_) => Message::LaunchPlan(client.call(GET_LAUNCH_PLAN, request).await?),
    })
}

/// A message without what the server does not keep or compare.
fn own(message: &Message) -> Message {
    match message {
        Message::Task(spec) => Message::Task(TaskSpec { template: spec.template.clone(), description: None }),
        Message::Workflow(spec) => Message::Workflow(WorkflowSpec { description: None, ..spec.clone() }),
        Message::LaunchPlan(plan) => Message::LaunchPlan(plan.clone()),
    }
}

/// A message without what the compiler adds.
fn plain(mut message: Message) -> Message {
    match &mut message {
        Message::Task(_) => {}
        Message::Workflow(spec) => {
            spec.template.iter_mut().chain(&mut spec.sub_workflows).for_each(plain_template);
        }
        Message::LaunchPlan(plan) => plan.closure = None,
    }
    message
}

fn plain_template(template: &mut WorkflowTemplate) {
    template.nodes.retain(|node| !ADDED.contains(&node.id.as_str()));
    template.nodes.iter_mut().chain(&mut template.failure_node).for_each(plain_node);
}

/// Leaves of what a node waits for only what its inputs don't tell.
fn plain_node(node: &mut Node) {
    let mut told: BTreeSet<String> = ADDED.map(str::to_owned).into();
    node.inputs.iter().filter_map(|input| input.binding.as_ref()).for_each(|data| sources(data, &mut told));
    node.upstream_node_ids.retain(|id| !told.contains(id));
    match &mut node.target {
        Some(Target::BranchNode(branch)) => {
            let Some(block) = &mut branch.if_else else { return };
            let cases = block.case.iter_mut().map(|case| &mut **case).chain(&mut block.other);
            cases.filter_map(|case| case.then_node.as_deref_mut()).for_each(plain_node);
            if let Some(End::ElseNode(arm)) = &mut block.default {
                plain_node(arm);
            }
        }
        Some(Target::ArrayNode(array)) => array.node.iter_mut().for_each(|inner| plain_node(inner)),
        _ => {}
    }
}

/// The nodes from which a binding takes values.
fn sources(data: &BindingData, found: &mut BTreeSet<String>) {
    match &data.value {
        Some(Value::Promise(promise)) => {
            found.insert(promise.node_id.clone());
        }
        Some(Value::Collection(list)) => list.bindings.iter().for_each(|data| sources(data, found)),
        Some(Value::Map(map)) => map.bindings.values().for_each(|data| sources(data, found)),
        Some(Value::Scalar(_) | Value::OffloadedMetadata(_)) | None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aileron_idl::core::{Binding, OutputReference};

    fn node(id: &str, from: Option<&str>, upstream: &[&str]) -> Node {
        let inputs = from.map(|node| {
            let promise = OutputReference {
                node_id: node.to_owned(),
                var: "o0".to_owned(),
                ..OutputReference::default()
            };
            let data = BindingData { value: Some(Value::Promise(promise)), ..BindingData::default() };
            Binding { var: "x".to_owned(), binding: Some(data) }
        });
        Node {
            id: id.to_owned(),
            inputs: inputs.into_iter().collect(),
            upstream_node_ids: upstream.iter().map(|id| (*id).to_owned()).collect(),
            ..Node::default()
        }
    }

    fn workflow(nodes: Vec<Node>) -> Message {
        let template = WorkflowTemplate { nodes, ..WorkflowTemplate::default() };
        Message::Workflow(WorkflowSpec { template: Some(template), ..WorkflowSpec::default() })
    }

    fn names(stored: Vec<Node>, given: Vec<Node>) -> Vec<String> {
        let fields = fields(&plain(workflow(stored)), &plain(workflow(given)));
        fields.iter().map(|field| field.name().to_owned()).collect()
    }

    #[test]
    fn what_the_compiler_adds_is_no_difference() {
        let compiled = || {
            vec![
                node("start-node", None, &[]),
                node("n0", Some("start-node"), &["start-node"]),
                node("n1", Some("n0"), &["n0"]),
                node("end-node", Some("n1"), &["n1"]),
            ]
        };
        assert_eq!(names(compiled(), vec![node("n0", Some(""), &[]), node("n1", Some("n0"), &[])]), [""; 0]);
        // An order that no value tells is one.
        let ordered = vec![node("n0", Some(""), &["n1"]), node("n1", Some("n0"), &[])];
        assert_eq!(names(compiled(), ordered), ["node `n0`, waits for"]);
        assert_eq!(names(compiled(), vec![node("n0", Some(""), &[])]), ["node `n1`", "node `n1`, input `x`"]);
    }
}
