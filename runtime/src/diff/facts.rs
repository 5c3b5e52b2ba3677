//! The facts of an entity: a text for each field.

use super::flat::{leaves, shown, take};
use super::workflow;
use crate::check::Message;
use crate::types;
use aileron_idl::ToJson;
use aileron_idl::core::resources::{ResourceEntry, ResourceName};
use aileron_idl::core::task_template::Target;
use aileron_idl::core::{Resources, TaskTemplate, TypedInterface, VariableMap};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The text of each field.
pub(super) type Facts = BTreeMap<String, String>;

/// The facts of an entity. `own` are the names of the workflows that are entities themselves.
pub(super) fn of(message: &Message, own: &BTreeSet<&str>) -> Facts {
    let mut facts = Facts::new();
    match message {
        Message::Task(spec) => {
            let mut json = spec.to_json();
            if let Some(template) = &spec.template {
                task(template, &mut json, &mut facts);
            }
            doc(&mut json, &mut facts);
            drop(take(&mut json, &["template", "id"]));
            rest(&json, &mut facts);
        }
        Message::Workflow(spec) => {
            let mut json = spec.to_json();
            doc(&mut json, &mut facts);
            workflow::facts(spec, own, &mut facts);
            drop(take(&mut json, &["template"]));
            drop(take(&mut json, &["subWorkflows"]));
            rest(&json, &mut facts);
        }
        Message::LaunchPlan(plan) => {
            let mut json = plan.to_json();
            drop(take(&mut json, &["id"]));
            if let Some(id) = take(&mut json, &["spec", "workflowId"]) {
                facts.insert("workflow".to_owned(), shown(&id["name"]));
            }
            plan_inputs(plan, &mut json, &mut facts);
            if let Some(schedule) = take(&mut json, &["spec", "entityMetadata", "schedule"]) {
                leaves("schedule", &schedule, &mut facts);
            }
            rest(&json, &mut facts);
        }
    }
    facts
}

fn task(template: &TaskTemplate, json: &mut Value, facts: &mut Facts) {
    if let Some(interface) = &template.interface {
        self::interface("", interface, facts);
        drop(take(json, &["template", "interface"]));
    }
    if let Some(Target::Container(container)) = &template.target {
        facts.insert("image".to_owned(), format!("`{}`", container.image));
        let words: Vec<_> = container.command.iter().chain(&container.args).map(String::as_str).collect();
        facts.insert("command".to_owned(), format!("`{}`", words.join(" ")));
        for pair in &container.env {
            facts.insert(format!("variable `{}`", pair.key), format!("`{}`", pair.value));
        }
        if let Some(resources) = &container.resources {
            self::resources("", resources, facts);
        }
        for part in ["image", "command", "args", "env", "resources"] {
            drop(take(json, &["template", "container", part]));
        }
    }
    for (field, path) in [
        ("type", &["template", "type"][..]),
        ("timeout", &["template", "metadata", "timeout"]),
        ("retries", &["template", "metadata", "retries", "retries"]),
        ("cached", &["template", "metadata", "discoverable"]),
        ("cache version", &["template", "metadata", "discoveryVersion"]),
        ("interruptible", &["template", "metadata", "interruptible"]),
        ("pod template", &["template", "metadata", "podTemplateName"]),
    ] {
        if let Some(value) = take(json, path) {
            facts.insert(field.to_owned(), shown(&value));
        }
    }
}

/// The inputs and outputs, by name. `of` says whose they are.
pub(super) fn interface(of: &str, interface: &TypedInterface, facts: &mut Facts) {
    for (side, map) in [("input", &interface.inputs), ("output", &interface.outputs)] {
        for (name, variable) in map.iter().flat_map(|VariableMap { variables }| variables) {
            let ty = variable.r#type.as_ref().map_or_else(|| "of no type".to_owned(), types::name);
            facts.insert(format!("{of}{side} `{name}`"), ty);
            if !variable.description.is_empty() && variable.description != *name {
                facts
                    .insert(format!("{of}doc of the {side} `{name}`"), format!("`{}`", variable.description));
            }
            // What the name of a type does not say: its schema, its tag, the columns of a table.
            let whole = variable.r#type.as_ref().map(ToJson::to_json).unwrap_or_default();
            for part in ["metadata", "structure", "annotation", "structuredDatasetType", "blob"] {
                leaves(&format!("{of}{side} `{name}`, {part}"), &whole[part], facts);
            }
        }
    }
}

/// Requests and limits.
pub(super) fn resources(of: &str, resources: &Resources, facts: &mut Facts) {
    for (side, entries) in [("request", &resources.requests), ("limit", &resources.limits)] {
        for ResourceEntry { name, value } in entries {
            let name = ResourceName::try_from(*name).map_or_else(
                |_| name.to_string(),
                |name| name.as_str_name().to_ascii_lowercase().replace('_', " "),
            );
            facts.insert(format!("{of}{side} for {name}"), value.clone());
        }
    }
}

fn plan_inputs(plan: &aileron_idl::admin::LaunchPlan, json: &mut Value, facts: &mut Facts) {
    let Some(spec) = &plan.spec else { return };
    for (name, parameter) in spec.default_inputs.iter().flat_map(|map| &map.parameters) {
        let ty = parameter.var.as_ref().and_then(|variable| variable.r#type.as_ref());
        let behavior = match &parameter.behavior {
            Some(aileron_idl::core::parameter::Behavior::Default(literal)) => {
                format!("by default {}", literal.to_json())
            }
            _ => "required".to_owned(),
        };
        let ty = ty.map_or_else(|| "of no type".to_owned(), types::name);
        facts.insert(format!("input `{name}`"), format!("{ty}, {behavior}"));
    }
    for (name, literal) in spec.fixed_inputs.iter().flat_map(|map| &map.literals) {
        facts.insert(format!("fixed input `{name}`"), literal.to_json().to_string());
    }
    for part in ["defaultInputs", "fixedInputs"] {
        drop(take(json, &["spec", part]));
    }
}

fn doc(json: &mut Value, facts: &mut Facts) {
    if let Some(text) = take(json, &["description", "longDescription", "value"]) {
        facts.insert("doc".to_owned(), shown(&text));
    }
}

/// Everything else, by its path.
fn rest(json: &Value, facts: &mut Facts) {
    let mut others = Facts::new();
    leaves("", json, &mut others);
    for (path, value) in others {
        let path = path.trim_start_matches("template.").trim_start_matches("spec.");
        facts.insert(path.to_owned(), value);
    }
}
