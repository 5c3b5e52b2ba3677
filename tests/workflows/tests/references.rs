//! References in specs, in `list`, and without anything that replaces them.

use aileron::prelude::*;
use aileron::testing::stand_in;
use serde_json::{Value, json};
use std::process::Command;

fn program(arguments: &[&str]) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_workflow-tests")).args(arguments).output();
    let run = run.expect("the program starts");
    let (text, errors) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {text}{errors}"))
}

fn specs() -> Value {
    let own = ["--project", "own", "--domain", "here", "--version", "v9"];
    program(&[&["serialize", "--image", "ghcr.io/acme/app:v1"][..], &own].concat())
}

/// The nodes of a workflow in its spec.
fn nodes(specs: &Value, name: &str) -> Vec<Value> {
    let workflows = specs["workflows"].as_array().expect("workflows").iter();
    let found =
        workflows.map(|workflow| &workflow["template"]).find(|template| template["id"]["name"] == name);
    found.and_then(|template| template["nodes"].as_array().cloned()).expect("its nodes")
}

fn id(kind: &str, project: &str, domain: &str, name: &str, version: &str) -> Value {
    json!({"resourceType": kind, "project": project, "domain": domain, "name": name, "version": version})
}

#[test]
fn a_node_has_the_full_id() {
    let specs = specs();
    let mut found = Vec::new();
    for workflow in ["of_a_task", "of_each_kind", "in_order"] {
        let nodes = nodes(&specs, &format!("workflow_tests.references.{workflow}"));
        let references = nodes.iter().map(|node| {
            let reference = [&node["taskNode"]["referenceId"], &node["workflowNode"]["launchplanRef"]];
            reference.into_iter().find(|reference| !reference.is_null()).expect("a reference").clone()
        });
        found.extend(
            references.filter(|id| id["name"].as_str().is_some_and(|name| name.starts_with("elsewhere."))),
        );
    }
    let double = || id("TASK", "far", "away", "elsewhere.double", "v1");
    let sum = || id("LAUNCH_PLAN", "far", "away", "elsewhere.sum", "v1");
    let expected = [
        double(),
        double(),
        id("TASK", "own", "here", "elsewhere.halves", "v9"),
        sum(),
        id("LAUNCH_PLAN", "far", "away", "elsewhere.nightly", "v1"),
        id("TASK", "far", "away", "elsewhere.notify", "v1"),
        double(),
        sum(),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_node_of_a_task_takes_settings() {
    let nodes = nodes(&specs(), "workflow_tests.references.in_order");
    assert_eq!(nodes[1]["upstreamNodeIds"], json!(["n0"]));
    assert_eq!(
        nodes[1]["metadata"],
        json!({"name": "elsewhere", "timeout": "300s", "retries": {"retries": 2}})
    );
    let resources = &nodes[1]["taskNode"]["overrides"]["resources"];
    assert_eq!(resources, &json!({"requests": [{"name": "CPU", "value": "2"}]}));
    assert_eq!(
        (&nodes[2]["metadata"]["name"], &nodes[2]["metadata"]["timeout"]),
        (&json!("all of it"), &json!("3600s"))
    );
}

#[test]
fn a_reference_is_listed_and_never_registered() {
    let specs = specs().to_string();
    assert!(!specs.contains(r#""template":{"id":{"resourceType":"TASK","project":"far""#));
    let list = program(&["list", "--json"]);
    let rows: Vec<&Value> =
        list.as_array().expect("a list").iter().filter(|row| !row["reference"].is_null()).collect();
    let names: Vec<String> = rows.iter().map(|row| format!("{} {}", row["kind"], row["name"])).collect();
    assert_eq!(
        names,
        [
            "\"reference task\" \"elsewhere.double\"",
            "\"reference task\" \"elsewhere.halves\"",
            "\"reference launch plan\" \"elsewhere.nightly\"",
            "\"reference task\" \"elsewhere.notify\"",
            "\"reference task\" \"elsewhere.odd-names\"",
            "\"reference workflow\" \"elsewhere.sum\"",
        ]
    );
    assert_eq!(rows[0]["reference"], json!({"project": "far", "domain": "away", "version": "v1"}));
    assert_eq!(rows[1]["reference"], json!({"project": "", "domain": "", "version": ""}));
    let inputs: Vec<&Value> =
        rows[4]["inputs"].as_array().expect("inputs").iter().map(|input| &input["name"]).collect();
    assert_eq!(inputs, ["type", "_x", "X1", "größe"]);
}

#[reference_task(project = "far", domain = "away", name = "elsewhere.size", version = "v1")]
fn size(text: String) -> Result<i64, aileron::ExternalError>;

#[reference_workflow(name = "elsewhere.longest")]
async fn longest(texts: Vec<String>) -> String;

#[test]
fn a_stand_in_replaces_it() {
    let _standing = stand_in(size).with(|text| Ok(i64::try_from(text.len()).expect("a short text")));
    assert_eq!(size("three".to_owned()).expect("a number"), 5);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("tokio starts");
    let _standing =
        stand_in(longest).with(|texts| texts.into_iter().max_by_key(String::len).unwrap_or_default());
    assert_eq!(runtime.block_on(longest(vec!["a".to_owned(), "bc".to_owned()])), "bc");
}

#[test]
fn without_one_the_call_says_what_to_do() {
    let error = size("three".to_owned()).expect_err("nothing can run it");
    assert_eq!(
        error.to_string(),
        "`far:away:elsewhere.size:v1` is a task that is registered elsewhere, so this machine can't run it; name a function \
         that replaces it here with `#[reference_task(local = …)]`, or replace it in a test with \
         `aileron::testing::stand_in`"
    );
}

#[test]
#[should_panic(expected = "`elsewhere.longest` is a workflow that is registered elsewhere")]
fn a_function_without_a_result_panics() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("tokio starts");
    let _ = runtime.block_on(longest(Vec::new()));
}
