//! The files of a task: flytekit writes the inputs, our program runs, flytekit reads the outputs or the error.

use std::path::{Path, PathBuf};

use aileron_conformance::{flytekit, program};
use serde_json::{Value, json};

/// Has flytekit write the inputs of each task, executes it, and gives where each wrote.
fn executed(test: &str, runs: &[(&str, Value)]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("files-{test}"));
    let folders: Vec<PathBuf> = (0..runs.len()).map(|at| root.join(at.to_string())).collect();
    let _ = std::fs::remove_dir_all(&root);
    let inputs = runs.iter().zip(&folders).map(|((task, values), folder)| {
        std::fs::create_dir_all(folder).expect("a folder");
        json!({"task": task, "values": values, "path": folder.join("inputs.pb")})
    });
    flytekit::values(&json!({ "inputs": inputs.collect::<Vec<_>>() }));
    for ((task, _), folder) in runs.iter().zip(&folders) {
        let (task, inputs) = (format!("mirror.{task}"), folder.join("inputs.pb"));
        let (inputs, outputs) = (inputs.to_str().expect("Unicode"), folder.to_str().expect("Unicode"));
        let args = ["execute", "--task", &task, "--inputs", inputs, "--output-prefix", outputs];
        let _ = program::output(Path::new(env!("CARGO_BIN_EXE_mirror")), &args);
    }
    folders
}

#[test]
fn flytekits_inputs_are_read_and_our_outputs_by_flytekit() {
    let simple = json!({"i": -3, "f": 0.5, "b": true, "s": "é", "d": 90.5, "t": "2026-01-31T08:00:00+00:00"});
    let runs = [
        (
            "simple",
            simple,
            json!({"o0": -3, "o1": 0.5, "o2": true, "o3": "é", "o4": 90.5, "o5": "2026-01-31T08:00:00+00:00"}),
        ),
        ("lists", json!({"xs": [1, 2], "names": ["a"]}), json!({"o0": [1.0, 1.0]})),
        ("lists", json!({"xs": [], "names": []}), json!({"o0": []})),
        ("dicts", json!({"m": {"a": 1, "": -2}}), json!({"o0": {"a": "1", "": "-2"}})),
        ("nested", json!({"xss": [[1], []], "m": {"a": [0.5]}}), json!({"o0": [{"a": true}]})),
        ("optional", json!({"x": 2, "names": ["a"], "xs": ["b", null]}), json!({"o0": 2.0})),
        ("optional", json!({"x": null, "names": null, "xs": []}), json!({"o0": null})),
        ("no_inputs", json!({}), json!({"o0": "hello"})),
        ("no_outputs", json!({"x": 1}), json!({})),
        ("nothing", json!({}), json!({})),
        ("split", json!({"text": "abc"}), json!({"o0": 3, "o1": "ABC"})),
    ];
    let asked: Vec<_> = runs.iter().map(|(task, inputs, _)| (*task, inputs.clone())).collect();
    let folders = executed("values", &asked);
    let outputs = runs
        .iter()
        .zip(&folders)
        .map(|((task, _, _), folder)| json!({"task": task, "path": folder.join("outputs.pb")}));
    let read = flytekit::values(&json!({ "outputs": outputs.collect::<Vec<_>>() }));
    let expected: Vec<&Value> = runs.iter().map(|(_, _, outputs)| outputs).collect();
    assert_eq!(read["outputs"], json!(expected));
}

#[test]
fn flytekit_reads_our_errors() {
    let (non_recoverable, recoverable, user) = (0, 1, 1);
    let runs = [
        ("fails", "USER:RuntimeError", non_recoverable, "no luck with 7"),
        ("fails_recoverably", "USER:Recoverable", recoverable, "no luck yet with 7"),
        ("panics", "USER:RuntimeError", non_recoverable, "7 is too much"),
    ];
    let folders = executed("errors", &runs.map(|(task, ..)| (task, json!({"x": 7}))));
    let paths: Vec<PathBuf> = folders.iter().map(|folder| folder.join("error.pb")).collect();
    let read = flytekit::values(&json!({ "errors": paths }));
    for ((task, code, kind, message), error) in runs.iter().zip(read["errors"].as_array().expect("as many")) {
        assert_eq!(
            (&error["code"], &error["kind"], &error["origin"]),
            (&json!(code), &json!(kind), &json!(user)),
            "{task}"
        );
        assert!(error["message"].as_str().is_some_and(|text| text.contains(message)), "{task}: {error}");
    }
}
