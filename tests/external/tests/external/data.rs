//! Inputs and outputs, as arguments and as files.

use crate::program::Room;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

const ODD: &str = "a 'b' \"c\"\n$(d) `e` \\ {{.input}} /var/inputs €";

#[test]
fn arguments_are_filled_in_as_on_flyte() {
    let outputs = Room::new().run_with(
        "arguments",
        &json!({"text": ODD, "number": -3, "ratio": 1e6, "when": "2026-01-31T08:00:00.50Z", "list": [1, 2]}),
    );
    // Kubernetes expands `$(d)` even in the value of an input; there is no such variable.
    let expected =
        format!("<{ODD}><-3><--x=1e+06><2026-01-31T08:00:00.5Z><[1,2]><high$(LEVEL)outside.arguments>");
    assert_eq!(outputs.outputs(), json!({"o0": expected}));
}

#[test]
fn paths_are_those_of_flyte() {
    let outputs = Room::new().run(&["places"]).outputs();
    let lines: Vec<&str> = outputs["o0"].as_str().unwrap().lines().collect();
    let [folder, raw] = [lines[0], lines[4]];
    assert_eq!(lines[1..4], ["inputs.pb", "0", "task.pb"].map(|name| format!("{folder}/{name}")));
    assert_eq!(lines[5..], [&format!("{raw}/_flytecheckpoints"), "\"\"", "local"]);
}

#[test]
fn every_kind_of_value_passes_through_its_file() {
    let room = Room::new();
    let inputs = json!({
        "i": i64::MIN, "f": -1.5e300, "b": true, "s": ODD, "d": "1h30m500ms", "t": "2026-01-31T08:00:00.123456789Z",
        "file": room.write("given/a b.csv", "a,b\n"), "folder": room.text("folder"),
    });
    room.write("folder/one", "1");
    room.write("folder/two", "2");
    let outputs = room.run_with("files", &inputs).outputs();
    for (output, input) in [("o0", "i"), ("o1", "f"), ("o2", "b"), ("o3", "s"), ("o5", "t")] {
        assert_eq!(outputs[output], inputs[input], "{output}");
    }
    assert_eq!(outputs["o4"], "90m500ms");
    assert_eq!(fs::read_to_string(outputs["o6"].as_str().unwrap()).unwrap(), "a,b\n");
    let folder = outputs["o7"].as_str().unwrap();
    assert_eq!(fs::read_to_string(format!("{folder}/two")).unwrap(), "2");
    let file = outputs["o6"].as_str().unwrap().to_owned();
    let expected = [file, format!("{folder}/one"), format!("{folder}/two")].map(PathBuf::from);
    assert_eq!(room.left(), expected.into(), "only the outputs are left");
}

#[test]
fn all_inputs_are_in_one_file_as_well() {
    let room = Room::new();
    let file = room.write("x.bin", "x");
    let inputs = json!({"names": ["a", ""], "sizes": {"k": 1}, "maybe": null, "file": file, "long": "90s"});
    let ended = room.run_with("together", &inputs);
    for name in ["inputs.json", "inputs.pb", "names:", "sizes:"] {
        assert!(ended.stderr.contains(name), "{}", ended.stderr);
    }
    let path = ended.outputs()["o0"].as_str().unwrap().to_owned();
    let mut all: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let seen = all["file"].take();
    assert!(seen.as_str().unwrap().ends_with("/inputs/file"), "{seen}");
    // Co-pilot writes null for a duration.
    assert_eq!(
        all,
        json!({"names": ["a", ""], "sizes": {"k": 1}, "maybe": null, "file": null, "long": null})
    );
}

#[test]
fn the_folders_are_those_that_the_task_names() {
    let room = Room::new();
    let outputs = room.run(&["yaml", "--x", "3"]).outputs();
    assert_eq!(fs::read_to_string(outputs["o0"].as_str().unwrap()).unwrap(), "x: 3\n");
}

#[test]
fn a_program_may_read_and_write_flytes_own_files() {
    let value = json!({"o0": [{"a": 1}, {}]});
    let room = Room::new();
    assert_eq!(room.run_with("own_files", &value).outputs(), value);
    assert!(room.left().is_empty());
    let error = room.run(&["own_error", "--error", "../0/error.pb"]).failed();
    assert!(error.contains("its error.pb can't be read"), "{error}");
}

#[test]
fn a_value_that_cannot_be_written_to_a_file_is_reported() {
    let room = Room::new();
    let error = room
        .run(&[
            "files",
            "--i",
            "1",
            "--f",
            "inf",
            "--b",
            "--s",
            "",
            "--d",
            "1s",
            "--t",
            "2026-01-31T08:00:00Z",
            "--file",
            &room.write("given/file", ""),
            "--folder",
            &room.text("given"),
        ])
        .failed();
    assert!(
        error.contains("the input `f` can't be written to a file: co-pilot can't write an infinite float or NaN to the JSON or YAML file of all inputs"),
        "{error}"
    );
}
