//! Attempts that fail: both SDKs report the same to the engine, in files that flytekit reads.

use aileron_conformance::difference::{Difference, Intended, between, unintended};
use aileron_conformance::flytekit;
use serde_json::{Value, json};

use super::attempt::{Inputs, Written, both};

const INTENDED: [Intended; 5] = [
    Intended {
        place: "*/message",
        why: "each has its own message, and the place in its own source",
        allows: |ours, theirs| {
            [ours, theirs].into_iter().all(|text| text.and_then(Value::as_str).is_some_and(has_blocks))
        },
    },
    Intended {
        place: "fraction/",
        why: "flytekit truncates 2.5 to the integer 2, so the task works on another value than its input",
        allows: |ours, theirs| ours.is_some_and(is_of_input) && theirs == Some(&Value::Null),
    },
    Intended {
        place: "unwanted/",
        why: "flytekit ignores all inputs of a task without inputs; for any other task it refuses an extra one",
        allows: |ours, theirs| ours.is_some_and(is_of_input) && theirs == Some(&Value::Null),
    },
    Intended {
        place: "missing/code",
        why: "flytekit calls the function without the argument, so the mismatch looks like the function's own error",
        allows: |ours, theirs| ours == Some(&json!("SYSTEM")) && theirs == Some(&json!("USER:RuntimeError")),
    },
    Intended {
        place: "missing/origin",
        why: "as above: no code of the user has run",
        allows: |ours, theirs| ours == Some(&json!(SYSTEM)) && theirs == Some(&json!(USER)),
    },
];

/// The numbers of `ExecutionError.ErrorKind`.
const USER: i32 = 1;
const SYSTEM: i32 = 2;

fn is_of_input(error: &Value) -> bool {
    error["code"] == "SYSTEM" && error["kind"] == 0 && error["origin"] == SYSTEM
}

/// The console shows a message as it is. Both SDKs write what happened into a block of its own, after the trace.
fn has_blocks(message: &str) -> bool {
    let (before, text) = message.split_once("Message:\n\n    ").unwrap_or_default();
    (before.is_empty() || before.starts_with("Trace:\n\n    ")) && !text.trim().is_empty()
}

/// What is wrong, the task, its inputs, and a text that both messages contain.
type Row = (&'static str, &'static str, Inputs, &'static str);

#[test]
fn failures_are_reported_alike() {
    let rows = rows();
    let attempts = both("errors", rows.iter().map(|(_, task, inputs, _)| (*task, inputs)));
    let folders = attempts.iter().flat_map(|written| [&written.ours, &written.theirs]);
    let paths: Vec<_> = folders.map(|folder| folder.join("error.pb")).collect();
    let read = flytekit::values(&json!({ "errors": paths }));
    let pairs = read["errors"].as_array().expect("a list of errors").chunks(2);
    let mut found: Vec<Difference> = Vec::new();
    for ((what, _, _, text), pair) in rows.iter().zip(pairs) {
        let place = |one: Difference| Difference { place: format!("{what}/{}", one.place), ..one };
        found.extend(between(&pair[0], &pair[1]).into_iter().map(place));
        for error in pair.iter().filter(|error| !error.is_null()) {
            assert!(
                error["message"].as_str().is_some_and(|message| message.contains(text)),
                "{what}: {error}"
            );
        }
    }
    let problems = unintended(&found, &INTENDED);
    assert!(problems.is_empty(), "{} differences:\n{}", problems.len(), problems.join("\n"));
    for (Written { ours, .. }, (what, ..)) in attempts.iter().zip(&rows) {
        assert!(!ours.join("outputs.pb").exists(), "{what}: outputs beside an error");
    }
}

fn rows() -> Vec<Row> {
    let x = |value: Value| Inputs::Values(json!({ "x": value }));
    let literals = |given: &[(&str, Value)]| {
        let literal = |(name, primitive): &(&str, Value)| {
            ((*name).to_owned(), json!({"scalar": {"primitive": primitive}}))
        };
        Inputs::Literals(json!({"literals": Value::Object(given.iter().map(literal).collect())}))
    };
    let two = || json!({"integer": "2"});
    let none = || Inputs::Literals(json!({"literals": {"xs": {"scalar": {"noneType": {}}}}}));
    vec![
        ("user", "fails", x(json!(7)), "no luck with 7"),
        ("user of a crate's error", "checked", x(json!(-1)), "-1 is less than nothing"),
        ("recoverable", "fails_recoverably", x(json!(7)), "no luck yet with 7"),
        ("panic", "panics", x(json!(7)), "7 is too much"),
        ("text for an integer", "double", literals(&[("x", json!({"stringValue": "two"}))]), "x"),
        (
            "boolean for a float",
            "narrow",
            literals(&[("a", two()), ("b", two()), ("c", two()), ("f", json!({"boolean": true}))]),
            "f",
        ),
        ("none for a list", "total", none(), "xs"),
        ("fraction", "double", literals(&[("x", json!({"floatValue": 2.5}))]), "2.5"),
        ("missing", "add", literals(&[("a", two())]), "b"),
        ("another", "double", literals(&[("y", two())]), "y"),
        ("one too many", "double", literals(&[("x", two()), ("y", two())]), ""),
        ("unwanted", "nothing", literals(&[("y", two())]), "y"),
        ("corrupt", "double", Inputs::Bytes(b"\xff\xff"), ""),
        ("absent", "double", Inputs::Missing, "inputs.pb"),
        ("unknown task", "tripple", Inputs::Literals(json!({})), "tripple"),
    ]
}
