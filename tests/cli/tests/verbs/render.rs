//! The verb `render`.

use crate::program::Room;
use serde_json::{Value, json};

const IDS: [&str; 6] = ["--project", "p", "--domain", "d", "--version", "v"];

fn room() -> Room {
    let room = Room::new();
    room.write("inputs.json", r#"{"text": "a b", "hint": 3}"#);
    room
}

fn container(arguments: &[&str]) -> Value {
    let call = [&["render", "count", "--inputs", "inputs.json", "--json"], arguments, &IDS].concat();
    serde_json::from_str(&room().app(&call).done()).unwrap()
}

#[test]
fn arguments_are_filled_in() {
    let container =
        container(&["--output-prefix", "s3://b/n0/0", "--raw-output-data-prefix", "s3://b/raw/ab/x"]);
    assert_eq!(container["image"], "ghcr.io/acme/app:spark-v7");
    assert_eq!(container["command"], json!([]));
    let expected = [
        "/usr/local/bin/app",
        "execute",
        "--task",
        "app.count",
        "--inputs",
        "inputs.json",
        "--output-prefix",
        "s3://b/n0/0",
        "--raw-output-data-prefix",
        "s3://b/raw/ab/x",
        "--checkpoint-path",
        "s3://b/raw/ab/x/_flytecheckpoints",
        "--prev-checkpoint",
        "\"\"",
    ];
    assert_eq!(container["args"], json!(expected));
}

#[test]
fn the_environment_has_the_tasks_variables_and_then_the_platforms() {
    let container = container(&["--env", "LEVEL=low", "--env", "ALSO=1"]);
    let env: Vec<String> = container["env"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| format!("{}={}", pair["name"].as_str().unwrap(), pair["value"].as_str().unwrap()))
        .collect();
    let expected = [
        "LEVEL=high",
        "ALSO=1",
        "FLYTE_INTERNAL_EXECUTION_WORKFLOW=p:d:.flytegen.app.count",
        "FLYTE_INTERNAL_EXECUTION_ID=render",
        "FLYTE_INTERNAL_EXECUTION_PROJECT=p",
        "FLYTE_INTERNAL_EXECUTION_DOMAIN=d",
        "FLYTE_ATTEMPT_NUMBER=0",
        "FLYTE_INTERNAL_TASK_PROJECT=p",
        "FLYTE_INTERNAL_TASK_DOMAIN=d",
        "FLYTE_INTERNAL_TASK_NAME=app.count",
        "FLYTE_INTERNAL_TASK_VERSION=v",
    ];
    assert_eq!(env, expected);
}

#[test]
fn a_request_without_a_limit_is_the_limit_too() {
    let resources = container(&[])["resources"].clone();
    let (request, limit) = (&resources["requests"], &resources["limits"]);
    assert_eq!(
        request,
        &json!({"cpu": "500m", "memory": "1Gi", "ephemeral-storage": "2Gi", "nvidia.com/gpu": "1"})
    );
    assert_eq!(
        limit,
        &json!({"cpu": "1", "memory": "2Gi", "ephemeral-storage": "2Gi", "nvidia.com/gpu": "1"})
    );
}

#[test]
fn without_json_people_get_lines() {
    let room = room();
    room.write("x.json", r#"{"x": 1}"#);
    let printed = room.app(&["render", "double", "--inputs", "x.json"]).done();
    assert!(
        printed.starts_with("image  ghcr.io/acme/gpu:2\ncommand  none\nargs\n  /usr/local/bin/app\n"),
        "{printed}"
    );
    let amounts = "cpu=2 (the platform's default) memory=200Mi (the platform's default)";
    assert!(printed.ends_with(&format!("requests  {amounts}\nlimits  {amounts}\n")), "{printed}");
    let printed = room.app(&["render", "count", "--inputs", "inputs.json"]).done();
    let amounts = printed.lines().find(|line| line.starts_with("limits  ")).unwrap();
    assert_eq!(amounts, "limits  cpu=1 memory=2Gi ephemeral-storage=2Gi nvidia.com/gpu=1");
}

#[test]
fn images_of_other_tasks_are_not_needed() {
    let room = room();
    room.write("x.json", r#"{"x": 1}"#);
    let run = |task, file| room.run(env!("CARGO_BIN_EXE_app"), &["render", task, "--inputs", file], &[]);
    assert!(run("double", "x.json").done().starts_with("image  ghcr.io/acme/gpu:2\n"));
    assert!(run("count", "inputs.json").refused().contains("default"));
}

#[test]
fn an_entity_without_a_container_is_refused() {
    let error = room().app(&["render", "pipeline", "--inputs", "inputs.json"]).refused();
    assert!(error.contains("`app.pipeline` is a workflow, which has no container"), "{error}");
    let error = room().app(&["render", "count", "--inputs", "nowhere.json"]).refused();
    assert!(error.contains("`nowhere.json` can't be read"), "{error}");
    let room = room();
    room.write("inputs.pb", "no protobuf");
    let error = room.app(&["render", "count", "--inputs", "inputs.pb"]).refused();
    assert!(error.contains("inputs.pb` can't be read as Flyte's inputs.pb"), "{error}");
}

#[test]
fn a_container_task_is_rendered_without_our_arguments() {
    let room = Room::new();
    room.write("inputs.json", r#"{"a": 1e6}"#);
    let call = ["render", "outside", "--inputs", "inputs.json", "--json"];
    let container: Value = serde_json::from_str(&room.others(&call).done()).unwrap();
    assert_eq!(container["image"], "ghcr.io/acme/tools:v7");
    assert_eq!(container["command"], json!(["area", "--key=render_n0_0"]));
    assert_eq!(container["args"], json!(["1e+06", "$(LEVEL)", "--to=/var/outputs/o0"]));
    assert_eq!(container["env"][0], json!({"name": "LEVEL", "value": "high"}));
}
