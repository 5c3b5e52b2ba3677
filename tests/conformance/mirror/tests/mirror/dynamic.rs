//! A dynamic workflow leaves the same graph in `futures.pb`, except for what `INTENDED` lists.

use aileron_conformance::difference::{Intended, between, unintended};
use aileron_conformance::entity::Entity;
use aileron_conformance::intended::{ARGUMENTS, FLAVOR, VERSION};
use aileron_conformance::{flytekit, program};
use aileron_idl::ToJson;
use aileron_idl::core::DynamicJobSpec;
use aileron_idl::prost::Message as _;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

use super::attempt::{Inputs, both_in};
use super::messages::{MAP_ARGUMENTS, MAP_NAME, OPTIONS, without_marks};
use super::scratch;

const INTENDED: [Intended; 7] = [
    Intended { place: "**/container/args", ..ARGUMENTS },
    Intended { place: "**/container/args", ..MAP_ARGUMENTS },
    Intended { place: "**/runtime/flavor", ..FLAVOR },
    Intended { place: "**/runtime/version", ..VERSION },
    MAP_NAME,
    Intended { place: "subworkflows/*/nodes/*/id", ..OF_DYNAMIC },
    Intended { place: "subworkflows/*/outputs/*/binding/promise/nodeId", ..OF_DYNAMIC },
];

const OF_DYNAMIC: Intended = Intended {
    place: "",
    why: "flytekit compiles a workflow anew in a dynamic one, so its nodes are called as those; here it is the workflow that was registered",
    allows: |ours, theirs| ours == Some(&json!("n0")) && theirs == Some(&json!("dn0")),
};

#[test]
fn both_leave_the_same_graph() {
    let mut found = Vec::new();
    for (at, options) in OPTIONS.into_iter().enumerate() {
        let name = format!("dynamic-{at}");
        let theirs = flytekit::mirror(&[(options, &scratch(&format!("{name}.tgz")))]).remove(0);
        let ours = program::serialized(super::program(), &options);
        for (task, inputs) in [("grown", json!({"x": 3})), ("spread", json!({"n": 4}))] {
            let variables = [variables(&ours, task), variables(&theirs, task)].concat();
            let variables = variables.iter().map(|(key, value)| (&**key, &**value));
            // Flyte sets it, and flytekit believes it alone.
            let version = options.ids.map(|[.., version]| ("FLYTE_INTERNAL_TASK_VERSION", version));
            let variables: Vec<_> = variables.chain(version).collect();
            let left =
                both_in(&format!("{name}-{task}"), &variables, [(task, &Inputs::Values(inputs))]).remove(0);
            found.extend(between(&futures(&left.ours), &futures(&left.theirs)));
        }
    }
    assert_eq!(unintended(&found, &INTENDED), [""; 0]);
}

/// The variables of a task's container.
fn variables(entities: &[Entity], task: &str) -> Vec<(String, String)> {
    let name = format!("mirror.{task}");
    let entity = entities.iter().find(|entity| entity.name == name).expect("the task is in the package");
    let variables =
        entity.json["template"]["container"]["env"].as_array().expect("it knows how it was packaged");
    variables.iter().map(|one| (text(&one["key"]), text(&one["value"]))).collect()
}

fn futures(prefix: &Path) -> Value {
    let bytes = fs::read(prefix.join("futures.pb")).expect("the attempt leaves a graph");
    let mut graph = without_marks(DynamicJobSpec::decode(&*bytes).expect("a graph").to_json());
    // flytekit names a task as often as it is called.
    let tasks = graph["tasks"].take();
    let tasks = tasks.as_array().expect("a list of tasks").iter();
    graph["tasks"] = tasks.map(|task| (text(&task["id"]["name"]), task.clone())).collect();
    graph
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
