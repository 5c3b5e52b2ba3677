//! Workflows on this machine: the traced graph has the same outputs as flytekit's local call.

use std::collections::BTreeSet;

use aileron_conformance::difference::{Difference, Intended, between, unintended};
use aileron_conformance::{flytekit, program};
use serde_json::{Value, json};

use super::messages::OPTIONS;

const INTENDED: [Intended; 2] = [
    Intended {
        place: "constants_of_all_types/o4",
        why: "Aileron prints a duration as its command line reads it; flytekit prints seconds",
        allows: |ours, theirs| ours == Some(&json!("90s")) && theirs == Some(&json!(90.0)),
    },
    Intended {
        place: "constants_of_all_types/o5",
        why: "RFC 3339 has two names for the zone UTC",
        allows: |ours, theirs| {
            ours == Some(&json!("2026-01-31T08:00:00Z"))
                && theirs == Some(&json!("2026-01-31T08:00:00+00:00"))
        },
    },
];

#[test]
fn workflows_have_the_same_outputs() {
    let rows = rows();
    let calls: Vec<_> =
        rows.iter().map(|(entity, values)| json!({"entity": entity, "values": values})).collect();
    let called = flytekit::values(&json!({ "calls": calls }));
    let mut found = Vec::new();
    for ((entity, values), theirs) in rows.iter().zip(called["calls"].as_array().expect("a list")) {
        let place = |one: Difference| Difference { place: format!("{entity}/{}", one.place), ..one };
        found.extend(between(&run(entity, values), theirs).into_iter().map(place));
    }
    let problems = unintended(&found, &INTENDED);
    assert!(problems.is_empty(), "{} differences:\n{}", problems.len(), problems.join("\n"));
}

fn run(entity: &str, values: &Value) -> Value {
    // An input that may be none needs no flag.
    let given = values.as_object().expect("inputs by name").iter().filter(|(_, value)| !value.is_null());
    let flags = given.map(|(name, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        // As one argument, because a negative number alone looks like a flag.
        format!("--{name}={text}")
    });
    let args: Vec<String> = ["run".to_owned(), entity.to_owned()].into_iter().chain(flags).collect();
    let printed = program::output(super::program(), &args);
    serde_json::from_slice(&printed).expect("`run` prints one JSON object")
}

#[test]
fn every_workflow_is_tested() {
    let run: BTreeSet<String> = rows().iter().map(|(entity, _)| format!("mirror.{entity}")).collect();
    let all = program::serialized(super::program(), &OPTIONS[0]);
    let workflows = all.iter().filter(|entity| entity.kind == "workflow").map(|entity| entity.name.clone());
    // flytekit runs containers with Docker only, and no references; at a gate it asks a person.
    let others = [
        "mirror.around_geometry",
        "mirror.gated",
        "mirror.gated_in_other_ways",
        "mirror.referring",
        "mirror.referring_in_arms",
    ];
    assert_eq!(workflows.filter(|name| !run.contains(name)).collect::<Vec<_>>(), others);
}

fn rows() -> Vec<(&'static str, Value)> {
    vec![
        ("chain", json!({"text": "to be or not"})),
        ("around_grown", json!({"x": 2})),
        ("fan", json!({"x": 5})),
        ("constants", json!({"x": -40})),
        ("constants_of_all_types", json!({})),
        ("several_outputs", json!({"text": "wing"})),
        ("passed_through", json!({"x": 1, "text": "äöü {{.input}}"})),
        ("without_outputs", json!({"x": 1})),
        ("interruptible_nodes", json!({"x": 1, "text": "a"})),
        ("steady_nodes", json!({"x": 2, "text": "b"})),
        ("options_on_nodes", json!({"x": 9_007_199_254_740_993_i64})),
        ("inner", json!({"x": 3})),
        ("outer", json!({"text": "a b c"})),
        ("outermost", json!({"text": ""})),
        ("optional_inputs", json!({"x": 2, "names": ["a"], "text": "t"})),
        ("optional_inputs", json!({"x": null, "names": null, "text": "t"})),
        ("optional_constants", json!({})),
        ("constant_maps", json!({})),
        ("constant_outputs", json!({"x": 2})),
        ("nested_bindings", json!({"x": 2})),
        ("wrapped", json!({"x": -2})),
        ("repeated", json!({"x": 0})),
        ("swapped", json!({"text": "abc"})),
        ("unused_results", json!({"x": 2})),
        ("collected", json!({"a": 1, "b": 2})),
        ("awaited", json!({"x": i64::MIN})),
        ("fallible", json!({"x": 0})),
        ("documented_workflow", json!({"text": "abc"})),
        ("defaults", json!({"required": 1})),
        ("defaults", json!({"required": 1, "s": "", "xs": [], "b": false, "none": "some"})),
        ("greetings", json!({})),
        ("around_a_pod", json!({"x": 7})),
        ("parts", json!({"x": 1})),
        ("parts_of_inputs", json!({"point": {"x": 1, "why": 2}, "list": [3, 4]})),
        ("named_outputs", json!({"x": 7})),
        ("sum_of", json!({"x": 2, "y": 3})),
        ("stamped", json!({"s": "ab", "t": null, "d": "2026-01-31T08:00:00Z"})),
        ("launches", json!({"x": 4})),
        ("around_launches", json!({"x": 5})),
        ("settings_of_nodes", json!({"x": 3})),
        ("settings_of_others", json!({"x": 4})),
        ("pods_of_nodes", json!({"x": 5})),
        ("order_of_nodes", json!({"x": 6})),
        ("in_order", json!({"x": 7})),
        ("mapped", json!({"xs": [1, 2, 3]})),
        ("mapped", json!({"xs": []})),
        ("mapped_beside", json!({"xs": [1, 2], "b": 10})),
        ("mapped_in_part", json!({"xs": [1, 2]})),
        ("clean_up", json!({"x": 1})),
        ("cleaned", json!({"x": 2})),
        ("cleaned_by_a_workflow", json!({"x": 3})),
        ("going_on", json!({"x": 4})),
        // A single task is run in the same way.
        ("greet", json!({"name": "me"})),
        ("split", json!({"text": "abc"})),
        ("nested", json!({"xss": [[1], []], "m": {"a": [0.5], "b": [1.0, 2.0]}})),
    ]
    .into_iter()
    .chain(branches())
    .collect()
}

/// Inputs for each arm of each branch that does not fail.
fn branches() -> impl Iterator<Item = (&'static str, Value)> {
    let numbers: [(&str, &[i64]); 8] = [
        ("chosen", &[11, 5, 6]),
        ("compared_integers", &[1, 41, 30, -41, -30, 0, 7]),
        ("compared_promises", &[3, 2, -1, 4]),
        ("matched", &[1, 2, 3, 4]),
        ("nested_branches", &[51, 15, 12, 6, 2, 1]),
        ("failing", &[11, 6]),
        ("failing_within", &[11, 10]),
        ("branched_names", &[4, 3]),
    ];
    let more: [(&str, &[i64]); 2] = [("branched_units", &[4, 3]), ("branched_constants", &[4, 10, 3])];
    let numbers = numbers.into_iter().chain(more);
    let numbers =
        numbers.flat_map(|(workflow, values)| values.iter().map(move |x| (workflow, json!({"x": x}))));
    let floats = [0.5, 4.75, 4.5, 4.0, 0.25, -1.0].into_iter().flat_map(|f| {
        ["compared_floats", "compared_floats_from_below"].map(|workflow| (workflow, json!({"f": f})))
    });
    let texts = ["a", "zoe", "y", "aa", "c", "d", "m"].into_iter().flat_map(|text| {
        ["compared_texts", "branched_tuples"].map(|workflow| (workflow, json!({"text": text})))
    });
    let booleans = [(true, true), (true, false), (false, true), (false, false)];
    let booleans = booleans.map(|(a, b)| ("compared_booleans", json!({"a": a, "b": b})));
    let pairs = [(2, 2), (1, 1), (-1, 0), (-9, 8), (-9, -10), (-9, 0), (2, 0)];
    let pairs = pairs.map(|(x, y)| ("connected", json!({"x": x, "y": y})));
    numbers.chain(floats).chain(texts).chain(booleans).chain(pairs)
}
