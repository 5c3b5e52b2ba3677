//! The files of a task: flytekit writes its inputs, both SDKs run it, the outputs are equal, and flytekit reads them.

use std::collections::BTreeSet;
use std::path::Path;

use aileron_conformance::difference::{Difference, Intended, between, unintended};
use aileron_conformance::entity::Entity;
use aileron_conformance::{flytekit, hex, program};
use aileron_idl::ToJson;
use aileron_idl::core::LiteralMap;
use aileron_idl::prost::Message as _;
use serde_json::json;

use super::attempt::both;
use super::messages::OPTIONS;
use super::rows::rows;

/// Python's times have microseconds, Rust's and Flyte's nanoseconds.
const INTENDED: [Intended; 2] = [
    Intended {
        place: "simple/literals/o4/scalar/primitive/duration",
        why: "flytekit loses the nanoseconds",
        allows: |ours, theirs| {
            ours == Some(&json!("-90.123456789s")) && theirs == Some(&json!("-90.123456s"))
        },
    },
    Intended {
        place: "simple/literals/o5/scalar/primitive/datetime",
        why: "flytekit loses the nanoseconds",
        allows: |ours, theirs| {
            ours == Some(&json!("1969-12-31T23:59:59.123456789Z"))
                && theirs == Some(&json!("1969-12-31T23:59:59.123456Z"))
        },
    },
];

#[test]
fn values_go_both_ways() {
    let rows = rows();
    let attempts = both("values", rows.iter().map(|(task, inputs, _)| (*task, inputs)));
    let paths = attempts.iter().map(|written| written.ours.join("outputs.pb"));
    let asked: Vec<_> =
        rows.iter().zip(paths).map(|((task, ..), path)| json!({"task": task, "path": path})).collect();
    let read = flytekit::values(&json!({ "outputs": asked }));
    let mut found = Vec::new();
    for (at, ((task, _, expected), written)) in rows.iter().zip(&attempts).enumerate() {
        assert_eq!(&read["outputs"][at], expected, "{task}, attempt {at}");
        found.extend(compare(task, &written.ours, &written.theirs));
    }
    let problems = unintended(&found, &INTENDED);
    assert!(problems.is_empty(), "{} differences:\n{}", problems.len(), problems.join("\n"));
}

/// The differences of two files of outputs. Entries of maps may be in any order, so they are sorted first.
fn compare(task: &str, ours: &Path, theirs: &Path) -> Vec<Difference> {
    let [ours, theirs] = [ours, theirs].map(|folder| outputs(&folder.join("outputs.pb")));
    let mut found = between(&ours.to_json(), &theirs.to_json());
    let bytes = [&ours, &theirs].map(|map| Some(json!(hex::encode(&map.encode_to_vec()))));
    let [ours, theirs] = bytes;
    // Differences that JSON does not show, such as the two zeros.
    if found.is_empty() && ours != theirs {
        found.push(Difference { place: "bytes".to_owned(), ours, theirs });
    }
    found.into_iter().map(|one| Difference { place: format!("{task}/{}", one.place), ..one }).collect()
}

pub(crate) fn outputs(path: &Path) -> LiteralMap {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    LiteralMap::decode(&*bytes).expect("a map of literals")
}

#[test]
fn every_task_that_succeeds_is_tested() {
    let tried: BTreeSet<String> = rows().iter().map(|(task, ..)| format!("mirror.{task}")).collect();
    let all = program::serialized(super::program(), &OPTIONS[0]);
    // This program does not start tasks that run another container. The task of a map gets its element in its own way, and a
    // dynamic workflow leaves no outputs.
    let own = |entity: &&Entity| {
        entity.kind == "task"
            && entity.json["template"]["type"] == "python-task"
            && !entity.name.starts_with("mirror.map_")
            && !["mirror.grown", "mirror.spread"].contains(&&*entity.name)
    };
    let tasks = all.iter().filter(own).map(|entity| entity.name.clone());
    let untried: Vec<String> = tasks.filter(|name| !tried.contains(name)).collect();
    assert_eq!(untried, ["mirror.fails", "mirror.fails_recoverably", "mirror.panics"]);
}
