//! Scripts in a local run, and as Flyte runs them.

use crate::program::Room;
use aileron::FlyteType;
use aileron::idl::core::{ErrorDocument, LiteralMap, container_error};
use aileron::idl::prost::Message;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

const ODD: &str = "a 'b' \"c\"\n$(d) `e` \\ ${inputs_i} {{.inputs.i}}; exit 1 €\n";

fn inputs(room: &Room) -> Value {
    room.write("folder/deep/one", "1");
    json!({
        "s": ODD, "i": -3, "f": 1e300, "b": true, "d": "90s", "t": "2026-01-31T08:00:00Z",
        "list": [ODD, ""], "map": {"a b": 1}, "maybe": null,
        "file": room.write("given/a b.csv", "a,b\n"), "folder": room.text("folder"),
    })
}

#[test]
fn every_kind_of_value_passes_through_its_variable() {
    let room = Room::new();
    let mut inputs = inputs(&room);
    let mut files = BTreeSet::new();
    for maybe in [json!(null), json!(7)] {
        inputs["maybe"] = maybe;
        let ended = room.run_with("variables", &inputs);
        assert!(ended.stderr.contains("the level is high\n"), "{}", ended.stderr);
        let outputs = ended.outputs();
        // The line break at the end of a file is not part of the value.
        assert_eq!(outputs["o0"], ODD.trim_end());
        let names = ["i", "f", "b", "d", "t", "list", "map", "maybe"];
        for (at, name) in names.iter().enumerate() {
            assert_eq!(outputs[format!("o{}", at + 1)], inputs[name], "{name}");
        }
        let file = outputs["o9"].as_str().unwrap();
        assert_eq!(fs::read_to_string(file).unwrap(), "a,b\n");
        let deep = format!("{}/deep/one", outputs["o10"].as_str().unwrap());
        assert_eq!(fs::read_to_string(&deep).unwrap(), "1");
        files.extend([file.into(), deep.into()]);
    }
    assert_eq!(room.left(), files, "only the outputs are left");
}

#[test]
fn a_relative_path_starts_at_the_working_directory() {
    let room = Room::new();
    room.write("given/a.csv", "a,b\n");
    assert_eq!(room.run(&["size", "--file", "given/a.csv"]).outputs()["o0"], 4);
    let ended = room.run(&["size", "--file", "given/b.csv"]);
    let expected = "the input `file` can't be read: `given/b.csv` can't be read: ";
    assert!(ended.status == Some(2) && ended.stderr.contains(expected), "{ended:?}");
    let failed = room.run(&["size", "--file", ""]).failed();
    let expected = "the input `file` can't be passed as a variable of the script: `` can't be read: ";
    assert!(failed.contains(expected), "{failed}");
}

#[test]
fn a_script_stops_at_the_first_failure() {
    let room = Room::new();
    for (script, expected) in [
        ("false; echo 1 > \"$outputs/o0\"", "the process ended with exit status: 1"),
        ("echo $unknown > \"$outputs/o0\"", "unknown: "),
        ("true", "the output `o0` is missing; the script has to write it to `$outputs/o0`"),
        ("echo x > \"$outputs/o0\"", "the output `o0` can't be read: "),
        ("echo why >&2; exit 4", "the process ended with exit status: 4; the end of its log:\nwhy"),
        ("sleep 300", "the process took longer than its timeout of 400ms"),
    ] {
        let failed = room.run(&["script", "--script", script]).failed();
        assert!(failed.contains("failed, 2 times: ") && failed.contains(expected), "{failed}");
    }
    assert_eq!(room.run(&["script", "--script", "echo 3 > \"$outputs/o0\""]).outputs()["o0"], 3);
    let failed = room.run_with("script", &json!({"script": "a\u{0}b"})).failed();
    assert!(
        failed.contains(
            "the input `script` can't be passed as a variable of the script: it contains the character NUL"
        ),
        "{failed}"
    );
    let failed = room.run_with("script", &json!({"script": "x".repeat(200_000)})).failed();
    assert!(failed.contains("it has 200000 bytes") && failed.contains("take it as a `File`"), "{failed}");
    let failed = room.run(&["no_shell"]).failed();
    assert!(failed.contains("the shell `/no/such/shell` can't be started"), "{failed}");
    assert!(room.left().is_empty());
}

/// Runs the task as Flyte starts it, and returns the file with this name that it wrote.
fn execute(room: &Room, task: &str, script: &str, file: &str) -> Vec<u8> {
    let mut inputs = LiteralMap::default();
    inputs.literals.insert("script".to_owned(), script.to_owned().into_literal().unwrap());
    fs::write(room.path("inputs.pb"), inputs.encode_to_vec()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_outside"));
    command.args(["execute", "--task", task, "--inputs", "inputs.pb", "--output-prefix", "out"]);
    command.current_dir(room.path("")).env("TMPDIR", room.path("tmp"));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    fs::read(room.path("out").join(file)).unwrap_or_else(|error| panic!("{file}: {error}; {output:?}"))
}

#[test]
fn a_container_of_the_program_runs_the_script() {
    let room = Room::new();
    let written = execute(&room, "outside.script", "echo 5 > \"$outputs/o0\"", "outputs.pb");
    let outputs = LiteralMap::decode(&*written).unwrap().literals;
    assert_eq!(outputs["o0"], 5_i64.into_literal().unwrap());

    let room = Room::new();
    let written = execute(&room, "outside.script", "echo no luck; exit 3", "error.pb");
    let error = ErrorDocument::decode(&*written).unwrap().error.unwrap();
    assert_eq!((error.code.as_str(), error.kind()), ("USER:Recoverable", container_error::Kind::Recoverable));
    assert!(error.message.contains("exit status: 3; the end of its log:\n    no luck"), "{}", error.message);
    assert!(room.left().is_empty());
}

#[test]
fn a_container_of_the_program_refuses_a_container_task() {
    let written = execute(&Room::new(), "outside.leaves", "true", "error.pb");
    let error = ErrorDocument::decode(&*written).unwrap().error.unwrap();
    assert!(error.message.contains("`outside.leaves` is a container task"), "{}", error.message);
}
