//! The settings of nodes, in the specs and in a run.

use serde_json::{Value, json};
use std::process::Command;

fn program(arguments: &[&str]) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_workflow-tests")).args(arguments).output();
    let run = run.expect("the program starts");
    let (text, errors) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {text}{errors}"))
}

/// The nodes of a workflow in its spec.
fn nodes(name: &str) -> Vec<Value> {
    let specs = program(&["serialize", "--image", "ghcr.io/acme/app:v1"]);
    let mut found = None;
    each(&specs, &mut |value| {
        let is_it = value["template"]["id"]["name"] == name && value["template"]["nodes"].is_array();
        if is_it {
            found = value["template"]["nodes"].as_array().cloned();
        }
    });
    found.unwrap_or_else(|| panic!("{name} is not in {specs}"))
}

fn each(value: &Value, found: &mut impl FnMut(&Value)) {
    found(value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| each(item, found)),
        Value::Object(fields) => fields.values().for_each(|item| each(item, found)),
        _ => {}
    }
}

#[test]
fn every_setting_is_in_the_spec() {
    let nodes = nodes("workflow_tests.settings.of_everything");
    let expected = json!({
        "name": "the first one", "timeout": "90s", "retries": {"retries": 3}, "interruptible": false,
        "cacheable": true, "cacheVersion": "7", "cacheSerializable": true
    });
    assert_eq!(nodes[0]["metadata"], expected);
    let expected = json!({
        "resources": {
            "requests": [{"name": "CPU", "value": "2"}, {"name": "MEMORY", "value": "1Gi"}],
            "limits": [{"name": "CPU", "value": "2"}, {"name": "GPU", "value": "1"}]
        },
        "extendedResources": {
            "gpuAccelerator": {"device": "nvidia-tesla-t4"},
            "sharedMemory": {"mountPath": "/dev/shm", "mountName": "flyte-shared-memory", "sizeLimit": "2Gi"}
        },
        "containerImage": "ghcr.io/acme/other:v2"
    });
    assert_eq!(nodes[0]["taskNode"]["overrides"], expected);
}

#[test]
fn a_statement_of_any_kind_takes_settings() {
    let nodes = nodes("workflow_tests.settings.on_every_statement");
    let names: Vec<&str> = nodes.iter().filter_map(|node| node["metadata"]["name"].as_str()).collect();
    let expected = [
        "patient",
        "pair",
        "assigned",
        "alone",
        "in a loop",
        "in a loop",
        "branch",
        "workflow",
        "the last one",
    ];
    assert_eq!(names, expected);
    let first = json!({"name": "patient", "timeout": "3600s", "retries": {}, "interruptible": true});
    assert_eq!(nodes[0]["metadata"], first);
    assert_eq!(nodes[0]["taskNode"]["overrides"], json!({}));
    assert_eq!(nodes[6]["metadata"]["timeout"], "60s");
    let arm = &nodes[6]["branchNode"]["ifElse"]["case"]["thenNode"];
    assert_eq!(arm["metadata"]["name"], "arm");
    assert_eq!(nodes[7]["metadata"]["timeout"], "3600s");
}

#[test]
fn a_run_heeds_retries() {
    assert_eq!(program(&["run", "settings.retried", "--x=3"]), json!({"o0": 5}));
}

#[test]
fn the_workflow_of_an_arm_has_the_settings_of_its_workflow() {
    let specs = program(&["serialize", "--image", "ghcr.io/acme/app:v1"]);
    let mut arms = 0;
    each(&specs, &mut |value| {
        let name = value["id"]["name"].as_str().unwrap_or_default();
        if name.starts_with("workflow_tests.settings.interruptible_arms.") && value["nodes"].is_array() {
            assert_eq!(value["metadataDefaults"], json!({"interruptible": true}), "{name}");
            arms += 1;
        }
        let called = value["workflowNode"]["subWorkflowRef"]["name"].as_str().unwrap_or_default();
        if called.starts_with("workflow_tests.settings.interruptible_arms.") {
            assert_eq!(value["metadata"]["interruptible"], true, "{called}");
        }
    });
    assert_eq!(arms, 2);
}
