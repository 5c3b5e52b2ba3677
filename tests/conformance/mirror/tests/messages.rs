//! The same tasks and workflows, in Rust and in Python, give the same messages but for what `INTENDED` lists.

use std::path::{Path, PathBuf};

use aileron_conformance::difference::{Intended, between, unintended};
use aileron_conformance::{flytekit, judge, program};
use serde_json::{Value, json};

const INTENDED: [Intended; 5] = [
    Intended {
        place: "*/template/container/args",
        why: "another program is started: its path, its verb, and the task by name instead of a resolver",
        allows: |ours, theirs| {
            ours.is_some_and(is_ours) && theirs.is_some_and(|args| args[0] == "pyflyte-execute")
        },
    },
    Intended {
        place: "*/template/metadata/runtime/flavor",
        why: "the task is written in another language",
        allows: |ours, theirs| ours == Some(&json!("rust")) && theirs == Some(&json!("python")),
    },
    Intended {
        place: "*/template/metadata/runtime/version",
        why: "each SDK tells its own",
        allows: |ours, theirs| ours.is_some_and(Value::is_string) && theirs.is_some_and(Value::is_string),
    },
    Intended {
        place: "*/description",
        why: "flytekit describes what has no docs by an empty text, Aileron not at all",
        allows: |ours, theirs| {
            ours.is_none()
                && theirs == Some(&json!({"longDescription": {"format": "DESCRIPTION_FORMAT_RST"}}))
        },
    },
    Intended {
        place: "*/description/longDescription/format",
        why: "docs in Rust are Markdown",
        allows: |ours, _| ours == Some(&json!("DESCRIPTION_FORMAT_MARKDOWN")),
    },
];

/// The arguments that the entrypoint reads, around the task's name.
fn is_ours(args: &Value) -> bool {
    let Some(args) = args.as_array() else { return false };
    let told: Vec<&str> = args.iter().filter_map(Value::as_str).collect();
    matches!(
        told[..],
        [
            "/usr/local/bin/mirror",
            "execute",
            "--task",
            name,
            "--inputs",
            "{{.input}}",
            "--output-prefix",
            "{{.outputPrefix}}",
            "--raw-output-data-prefix",
            "{{.rawOutputDataPrefix}}",
            "--checkpoint-path",
            "{{.checkpointOutputPrefix}}",
            "--prev-checkpoint",
            "{{.prevCheckpointPrefix}}",
        ] if name.starts_with("mirror.")
    )
}

#[test]
fn messages_are_flytekits() {
    let theirs = flytekit::mirror(&scratch("theirs.tgz"));
    let theirs = flytekit::document(theirs.iter().map(|e| (e.kind.as_str(), e.name.as_str(), &e.json)));
    let found = between(&serialized(), &theirs);
    let told = unintended(&found, &INTENDED);
    assert!(told.is_empty(), "{} differences:\n{}", told.len(), told.join("\n"));
}

#[test]
fn the_package_is_accepted_and_read() {
    let package = packaged();
    judge::compile(&package).assert_accepted();
    let read = flytekit::parse(&package);
    assert_eq!(flytekit::lost(&read), [""; 0]);
    let read = flytekit::document(read.iter().map(|e| (e.kind.as_str(), e.name.as_str(), &e.json)));
    assert_eq!(between(&serialized(), &read), []);
}

fn serialized() -> Value {
    let printed = program::output(
        Path::new(env!("CARGO_BIN_EXE_mirror")),
        &with_images(&["serialize", "--format", "json"]),
    );
    let printed: Value = serde_json::from_slice(&printed).expect("`serialize` prints one JSON document");
    let kinds = [("task", "tasks"), ("workflow", "workflows"), ("launchPlan", "launchPlans")];
    let entities = kinds.into_iter().flat_map(|(kind, list)| {
        printed[list].as_array().into_iter().flatten().map(move |entity| (kind, name_of(entity), entity))
    });
    flytekit::document(entities)
}

fn name_of(entity: &Value) -> &str {
    entity["template"]["id"]["name"]
        .as_str()
        .or_else(|| entity["id"]["name"].as_str())
        .expect("a named entity")
}

fn packaged() -> PathBuf {
    let package = scratch("ours.tgz");
    let path = package.to_str().expect("a path in Unicode");
    let args = with_images(&["package", "--force", "--output", path]);
    let _ = program::output(Path::new(env!("CARGO_BIN_EXE_mirror")), &args);
    package
}

fn with_images<'a>(args: &[&'a str]) -> Vec<&'a str> {
    let images = ["--image", "ghcr.io/acme/app:v1", "--image", "spark=ghcr.io/acme/spark:v2"];
    args.iter().copied().chain(images).collect()
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("mirror-{name}"))
}
