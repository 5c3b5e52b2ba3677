//! The facts of a workflow: its nodes, what they run, and where their inputs come from.

use super::facts::{Facts, interface, resources};
use super::flat::leaves;
use crate::check::{Message, Package};
use aileron_idl::ToJson;
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::binding_data::Value;
use aileron_idl::core::if_else_block::Default as End;
use aileron_idl::core::node::Target;
use aileron_idl::core::{
    Binding, BindingData, Identifier, Node, WorkflowTemplate, promise_attribute, task_node, workflow_node,
};
use std::collections::BTreeSet;

/// The names of the workflows of a package.
pub(super) fn names(package: &Package) -> BTreeSet<&str> {
    let named = package.items.iter().filter_map(|item| match &item.message {
        Message::Workflow(spec) => spec.template.as_ref()?.id.as_ref(),
        _ => None,
    });
    named.map(|id| id.name.as_str()).collect()
}

/// The facts of a workflow, and of those in it that are no entities of their own.
pub(super) fn facts(spec: &WorkflowSpec, own: &BTreeSet<&str>, facts: &mut Facts) {
    if let Some(template) = &spec.template {
        self::template("", template, facts);
    }
    for inner in &spec.sub_workflows {
        let name = inner.id.as_ref().map_or("", |id| &id.name);
        if !own.contains(name) {
            template(&format!("in `{name}`, "), inner, facts);
        }
    }
}

fn template(of: &str, template: &WorkflowTemplate, facts: &mut Facts) {
    if let Some(it) = &template.interface {
        interface(of, it, facts);
    }
    for node in &template.nodes {
        self::node(&format!("{of}node `{}`", node.id), node, facts);
    }
    if let Some(node) = &template.failure_node {
        self::node(&format!("{of}failure handler"), node, facts);
    }
    for binding in &template.outputs {
        facts.insert(format!("{of}source of the output `{}`", binding.var), source(binding));
    }
    for (part, json) in [
        ("settings", template.metadata.as_ref().map(ToJson::to_json)),
        ("defaults", template.metadata_defaults.as_ref().map(ToJson::to_json)),
    ] {
        leaves(&format!("{of}{part}"), &json.unwrap_or_default(), facts);
    }
}

fn node(of: &str, node: &Node, facts: &mut Facts) {
    facts.insert(of.to_owned(), work(node));
    for binding in &node.inputs {
        facts.insert(format!("{of}, input `{}`", binding.var), source(binding));
    }
    let mut upstream: Vec<_> = node.upstream_node_ids.iter().map(|id| format!("`{id}`")).collect();
    upstream.sort_unstable();
    if !upstream.is_empty() {
        facts.insert(format!("{of}, waits for"), upstream.join(", "));
    }
    for alias in &node.output_aliases {
        facts.insert(format!("{of}, name of the output `{}`", alias.var), format!("`{}`", alias.alias));
    }
    let metadata = node.metadata.as_ref().map(ToJson::to_json).unwrap_or_default();
    leaves(of, &metadata, facts);
    match &node.target {
        Some(Target::TaskNode(task)) => {
            if let Some(overrides) = &task.overrides {
                if let Some(it) = &overrides.resources {
                    resources(&format!("{of}, "), it, facts);
                }
                let mut json = overrides.to_json();
                drop(super::flat::take(&mut json, &["resources"]));
                leaves(of, &json, facts);
            }
        }
        Some(Target::BranchNode(branch)) => {
            let Some(block) = &branch.if_else else { return };
            let cases = block.case.iter().map(|case| &**case).chain(&block.other);
            for (index, case) in cases.enumerate() {
                let of = format!("{of}, arm {}", index + 1);
                let condition = case.condition.as_ref().map(ToJson::to_json).unwrap_or_default();
                facts.insert(format!("{of}, condition"), condition.to_string());
                case.then_node.iter().for_each(|arm| self::node(&of, arm, facts));
            }
            match &block.default {
                Some(End::ElseNode(arm)) => self::node(&format!("{of}, last arm"), arm, facts),
                Some(End::Error(error)) => {
                    facts.insert(format!("{of}, last arm"), format!("fails with `{}`", error.message));
                }
                None => {}
            }
        }
        Some(Target::ArrayNode(array)) => {
            array.node.iter().for_each(|inner| self::node(&format!("{of}, each"), inner, facts));
            let mut json = array.to_json();
            drop(super::flat::take(&mut json, &["node"]));
            leaves(of, &json, facts);
        }
        Some(Target::GateNode(gate)) => leaves(of, &gate.to_json(), facts),
        Some(Target::WorkflowNode(_)) | None => {}
    }
}

/// What a node does.
fn work(node: &Node) -> String {
    match &node.target {
        None => "does nothing".to_owned(),
        Some(Target::TaskNode(task)) => match &task.reference {
            Some(task_node::Reference::ReferenceId(id)) => format!("runs the task {}", name(id)),
            None => "runs no task".to_owned(),
        },
        Some(Target::WorkflowNode(workflow)) => match &workflow.reference {
            Some(workflow_node::Reference::LaunchplanRef(id)) => {
                format!("starts the launch plan {}", name(id))
            }
            Some(workflow_node::Reference::SubWorkflowRef(id)) => format!("runs the workflow {}", name(id)),
            None => "runs no workflow".to_owned(),
        },
        Some(Target::BranchNode(_)) => "a branch".to_owned(),
        Some(Target::GateNode(_)) => "a gate".to_owned(),
        Some(Target::ArrayNode(_)) => "a map".to_owned(),
    }
}

fn name(id: &Identifier) -> String {
    format!("`{}`", id.name)
}

/// Where an input comes from.
fn source(binding: &Binding) -> String {
    binding.binding.as_ref().map_or_else(|| "nothing".to_owned(), data)
}

fn data(binding: &BindingData) -> String {
    match &binding.value {
        None => "nothing".to_owned(),
        Some(Value::Promise(promise)) => {
            let mut text = match promise.node_id.as_str() {
                "" | "start-node" => format!("the input `{}`", promise.var),
                node => format!("`{node}.{}`", promise.var),
            };
            for attribute in &promise.attr_path {
                text += "[";
                match &attribute.value {
                    Some(promise_attribute::Value::StringValue(key)) => text += key,
                    Some(promise_attribute::Value::IntValue(index)) => text += &index.to_string(),
                    None => {}
                }
                text += "]";
            }
            text
        }
        Some(Value::Collection(list)) => {
            format!("[{}]", list.bindings.iter().map(data).collect::<Vec<_>>().join(", "))
        }
        Some(Value::Map(map)) => {
            let items = map.bindings.iter().map(|(key, value)| format!("{key:?}: {}", data(value)));
            format!("{{{}}}", items.collect::<Vec<_>>().join(", "))
        }
        Some(Value::Scalar(scalar)) => {
            let json = scalar.to_json();
            // A plain constant as it is written, another as its message.
            let plain = json["primitive"].as_object().and_then(|value| value.values().next());
            plain.map_or_else(|| json.to_string(), super::flat::shown)
        }
        Some(Value::OffloadedMetadata(_)) => "a value that is stored elsewhere".to_owned(),
    }
}
