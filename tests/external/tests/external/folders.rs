//! Temporary folders with any name.

use crate::engines;
use crate::program::{Ended, Room};
use serde_json::json;
use std::fs;

/// Names with special characters of a shell, of CSV or of a list of paths.
const ODD: [&str; 12] =
    ["a b", "a'b", "a\"b", "a,b", "a:b", "a$b", "a;b", "a*b", "a\\b", "-a", "größe", "relative/and/missing"];

fn run(room: &Room, temporary: &str, arguments: &[&str]) -> Ended {
    let mut command = room.command(&[arguments, &["--containers=process"]].concat());
    Ended::from_output(&command.env("TMPDIR", temporary).output().unwrap())
}

#[test]
fn processes_and_scripts_find_their_files_in_any_folder() {
    for name in ODD {
        let room = Room::new();
        let given = room.write("given.csv", "a,b\n");
        // The path is relative to the working directory.
        let outputs = run(&room, name, &["yaml", "--x", "3"]).outputs();
        let path = outputs["o0"].as_str().unwrap();
        assert_eq!(fs::read_to_string(path).unwrap(), "x: 3\n", "{name}");
        assert!(path.starts_with(&room.text(name)), "{path}");
        let absolute = room.text(name);
        let arguments = ["arguments", "--text", "x", "--number", "1", "--ratio", "1", "--list", "[]"];
        let arguments = [&arguments[..], &["--when", "2026-01-31T08:00:00Z"]].concat();
        assert!(run(&room, &absolute, &arguments).outputs()["o0"].as_str().unwrap().starts_with("<x>"));
        assert_eq!(run(&room, &absolute, &["size", "--file", &given]).outputs(), json!({"o0": 4}), "{name}");
        let script = "printf 7 > $outputs/o0; cat $outputs/o0 > $TMPDIR/x";
        assert_eq!(run(&room, name, &["script", "--script", script]).outputs(), json!({"o0": 7}), "{name}");
        fs::remove_dir_all(room.path(name)).unwrap();
    }
}

#[test]
fn an_empty_tmpdir_is_ignored() {
    let room = Room::new();
    let before = fs::read_dir(room.path("")).unwrap().count();
    let outputs = run(&room, "", &["script", "--script", "echo 7 > $outputs/o0"]).outputs();
    assert_eq!(outputs, json!({"o0": 7}));
    let outputs = run(&room, "", &["environment"]).outputs();
    let given = outputs["o0"].as_str().unwrap();
    assert!(given.lines().any(|line| line.starts_with("TMPDIR=/tmp/aileron-")), "{given}");
    assert_eq!(fs::read_dir(room.path("")).unwrap().count(), before, "no file in the working directory");
}

#[test]
fn mounts_are_quoted_if_needed() {
    for name in ["a b", "a,b", "a:b", "a'b"] {
        let room = Room::new();
        engines::install_fake(&room, "docker");
        let temporary = room.text(name);
        let env = [("TMPDIR", &*temporary)];
        let ended = engines::run(&room, &["leaves", "--script", "x", "--containers=docker"], &env);
        assert_eq!(ended.outputs()["o0"], 42, "{name}");
        let call = engines::calls(&room)[0].clone();
        let mounts: Vec<_> = call.iter().filter(|word| word.starts_with("type=bind,")).collect();
        assert_eq!(mounts.len(), 4, "{call:?}");
        for mount in mounts {
            assert_eq!(mount.contains("\"source="), name == "a,b", "{mount}");
        }
        assert!(!call.iter().any(|word| word == "-v" || word == "--volume"), "{call:?}");
    }
}

#[test]
fn an_unusable_temporary_folder_is_reported() {
    let room = Room::new();
    let file = room.write("file", "");
    for place in [&*file, "/proc/none"] {
        let error = run(&room, place, &["script", "--script", "echo 7 > $outputs/o0"]).failed();
        let expected = format!("no folder for temporary files can be made in `{place}`: ");
        assert!(error.contains(&expected) && error.contains("set TMPDIR to a folder"), "{error}");
    }
    // A call that needs no temporary folder works.
    assert_eq!(room.command(&["--help"]).env("TMPDIR", &file).output().unwrap().status.code(), Some(0));
}
