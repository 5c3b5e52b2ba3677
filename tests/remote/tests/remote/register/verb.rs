//! The verb `register` of a program.

use super::*;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

/// Calls `steered register`.
fn register(server: &Server, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    Command::new(env!("CARGO_BIN_EXE_steered"))
        .args(["register", "--insecure", "--image", "ghcr.io/acme/app:v1", "--project", entities::PROJECT])
        .args(["--progress", "none", "--endpoint", server.grpc()])
        .args(arguments)
        .current_dir(&folder)
        .env("HOME", Path::new(folder.path()))
        .output()
        .expect("it runs")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn count(result: &Value, state: &str) -> usize {
    let entities = result["entities"].as_array().expect("a list");
    entities.iter().filter(|entity| entity["state"] == state).count()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_same_program_has_the_same_version_and_is_registered_once() {
    let server = registering(Options::default());
    let planned = json(&register(&server, &["--json", "--dry-run"]));
    let first = register(&server, &["--json"]);
    assert!(first.status.success(), "{}", stderr(&first));
    let first = json(&first);
    let all = first["entities"].as_array().expect("a list").len();
    assert_eq!((count(&planned, "new"), count(&first, "new")), (all, all));
    assert_eq!(first["ok"], true);
    // Another place changes no version; other specs do.
    let elsewhere = json(&register(&server, &["--json", "--domain", "staging"]));
    assert_eq!((count(&elsewhere, "new"), &elsewhere["version"]), (all, &first["version"]));
    let again = json(&register(&server, &["--json"]));
    assert_eq!((count(&again, "unchanged"), &again["version"]), (all, &first["version"]));
    let other = json(&register(&server, &["--json", "--dry-run", "--env", "A=B"]));
    assert_ne!(other["version"], first["version"]);
    assert!(first["version"].as_str().is_some_and(|version| version.len() == 32), "{first}");
}

#[test]
fn a_line_of_stdout_has_an_entity_and_stderr_has_the_sum() {
    let server = registering(Options::default());
    let first = register(&server, &["--version", "v1", "--activate-launchplans"]);
    let stdout = String::from_utf8_lossy(&first.stdout).into_owned();
    assert!(stdout.lines().any(|line| line == "new        task         steered.double  v1"), "{stdout}");
    assert!(
        stdout.lines().any(|line| line == "new        launch plan  steered.needing  v1  active"),
        "{stdout}"
    );
    let lines = stdout.lines().count();
    assert_eq!(stderr(&first), format!("version v1 at `{}`: {lines} new\n", server.grpc()));
}

#[test]
fn other_content_under_the_same_version_fails_with_the_place_and_the_fields() {
    let server = registering(Options::default());
    assert!(register(&server, &["--version", "v1"]).status.success());
    let changed = register(&server, &["--version", "v1", "--env", "A=B"]);
    let said = stderr(&changed);
    assert_eq!(changed.status.code(), Some(1), "{said}");
    assert!(said.contains("src/bin/steered.rs:"), "{said}");
    assert!(
        said.contains("the task `steered.double` is on the server with other content under the version `v1`"),
        "{said}"
    );
    assert!(said.contains("\n  variable `A`: new, `B`"), "{said}");
    let planned = register(&server, &["--version", "v1", "--env", "A=B", "--dry-run"]);
    assert_eq!(planned.status.code(), Some(1), "{}", stderr(&planned));
}

#[test]
fn a_project_that_is_not_there_fails_with_those_that_are() {
    let server = registering(Options::default().with("--project", "etl"));
    let output = register(&server, &["--version", "v1"]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("project [flytesnacks] not found]; the server has the project `etl` only: name that"),
        "{said}"
    );
    assert_eq!(said.matches("not found").count(), 1, "{said}");
}
