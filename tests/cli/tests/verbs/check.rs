//! The verb `check`, and the check before specs are written.

use crate::program::Room;
use aileron::idl::admin::WorkflowSpec;
use aileron::idl::core::node::Target;
use aileron::idl::core::{OutputReference, TaskNode, binding_data, task_node};
use aileron::idl::prost::Message;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

const PIPELINE: &str = "specs/6_app.pipeline_2.pb";

/// The program's specs in a folder, of which a workflow is broken.
fn broken(spoil: impl FnOnce(&mut WorkflowSpec)) -> (Room, PathBuf) {
    let room = Room::new();
    room.app(&["serialize", "--format", "pb", "--output", "specs"]).done();
    let path = room.path(PIPELINE);
    let mut spec = WorkflowSpec::decode(&*fs::read(&path).unwrap()).unwrap();
    spoil(&mut spec);
    fs::write(&path, spec.encode_to_vec()).unwrap();
    (room, path)
}

fn findings(room: &Room, arguments: &[&str]) -> Value {
    let ended = room.app(&[&["check", "--json"], arguments].concat());
    let printed: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(printed["ok"], ended.status == 0);
    printed["findings"].clone()
}

fn promises(spec: &mut WorkflowSpec) -> impl Iterator<Item = &mut OutputReference> {
    let nodes = spec.template.iter_mut().flat_map(|template| &mut template.nodes);
    nodes.flat_map(|node| &mut node.inputs).filter_map(|input| {
        match input.binding.as_mut()?.value.as_mut()? {
            binding_data::Value::Promise(promise) => Some(promise),
            _ => None,
        }
    })
}

#[test]
fn a_right_program_and_its_package_have_no_findings() {
    let room = Room::new();
    assert_eq!(room.app(&["check"]).done(), "");
    assert_eq!(findings(&room, &[]), json!([]));
    room.app(&["package"]).done();
    assert_eq!(findings(&room, &["flyte-package.tgz"]), json!([]));
}

#[test]
fn a_finding_has_flytes_code_and_words_of_our_own() {
    let (room, _) = broken(|spec| promises(spec).next().unwrap().var = "missing".to_owned());
    let found = findings(&room, &["specs"]);
    let codes: Vec<_> =
        found.as_array().unwrap().iter().map(|it| (&it["code"], &it["by"], &it["kind"])).collect();
    assert!(
        codes.contains(&(&json!("VariableNameNotFound"), &json!("flyte"), &json!("workflow"))),
        "{found:#}"
    );
    let ended = room.app(&["check", "specs"]);
    assert_eq!(ended.status, 1);
    assert!(ended.stdout.contains("the workflow `app.pipeline`: "), "{}", ended.stdout);
    assert!(ended.stderr.starts_with("error: there are "), "{}", ended.stderr);
}

/// What Flyte lets through has a code of our own.
#[test]
fn an_unknown_upstream_node_is_our_own_finding() {
    let (room, _) = broken(|spec| {
        let nodes = &mut spec.template.as_mut().unwrap().nodes;
        nodes.last_mut().unwrap().upstream_node_ids.push("n77".to_owned());
    });
    let found = findings(&room, &["specs"]);
    assert_eq!(found[0]["code"], "UnknownUpstreamNode", "{found:#}");
    assert_eq!((&found[0]["by"], &found[0]["place"]), (&json!("aileron"), &Value::Null));
}

/// Only a package that is given with `--with` knows entities of other packages.
#[test]
fn another_package_may_be_registered_already() {
    let (room, path) = broken(|spec| {
        for node in &mut spec.template.as_mut().unwrap().nodes {
            let Some(Target::TaskNode(TaskNode { reference: Some(reference), .. })) = &mut node.target else {
                continue;
            };
            let task_node::Reference::ReferenceId(id) = reference;
            id.version = "v7".to_owned();
        }
    });
    assert_ne!(findings(&room, &["specs"]), json!([]));
    room.app(&["package", "--output", "other.tgz", "--version", "v7"]).done();
    assert_eq!(findings(&room, &["specs", "--with", "other.tgz"]), json!([]), "{}", path.display());
}

#[test]
fn a_folder_with_another_file_is_no_package() {
    let room = Room::new();
    room.app(&["serialize", "--format", "pb", "--output", "specs"]).done();
    fs::write(room.path("specs/README.md"), "hello").unwrap();
    fs::write(room.path("specs/9_x_1.pb"), [0xff; 9]).unwrap();
    let found = findings(&room, &["specs"]);
    let codes: Vec<_> = found.as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["Unparsable", "UnexpectedFile"], "{found:#}");
}

/// A reference counts as registered with its signature, and as what it is where a package says it. The finding names the
/// line of the call.
#[test]
fn a_reference_is_compared_with_what_is_registered() {
    let room = Room::new();
    room.app(&["package", "--output", "other.tgz", "--version", "v7"]).done();
    let referring = |arguments: &[&str]| {
        let arguments = [&["check", "--json", "--image", "ghcr.io/acme/app:v7"], arguments].concat();
        let ended = room.run(env!("CARGO_BIN_EXE_referring"), &arguments, &[]);
        serde_json::from_str::<Value>(&ended.stdout).unwrap()["findings"].clone()
    };
    assert_eq!(referring(&[]), json!([]));
    let found = referring(&["--with", "other.tgz"]);
    assert_eq!(found.as_array().unwrap().len(), 1, "{found:#}");
    assert_eq!((&found[0]["code"], &found[0]["node"]), (&json!("MismatchingTypes"), &json!("n1")));
    let place = found[0]["place"].as_str().unwrap();
    assert!(place.ends_with("src/bin/referring.rs:16:10"), "{place}");

    // A package says nothing of references: only `--with` knows what it refers to.
    let package = ["package", "--image", "ghcr.io/acme/app:v7", "--output", "own.tgz"];
    room.run(env!("CARGO_BIN_EXE_referring"), &package, &[]).done();
    assert_eq!(findings(&room, &["own.tgz"])[0]["code"], "TaskReferenceNotFound");
    assert_eq!(findings(&room, &["own.tgz", "--with", "other.tgz"])[0]["code"], "MismatchingTypes");
}
