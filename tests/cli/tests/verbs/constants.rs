//! Constants that exist on this machine only or change with each trace.

use crate::program::{Ended, Room, assert_golden};

fn unpackaged(arguments: &[&str]) -> Ended {
    Room::new().run(env!("CARGO_BIN_EXE_unpackaged"), arguments, &[])
}

#[test]
fn each_is_reported_with_its_place_when_specs_are_made() {
    for verb in ["serialize", "package"] {
        assert_golden("unpackaged.txt", &unpackaged(&[verb, "--image", "app:1"]).refused());
    }
}

#[test]
fn a_list_warns_of_them_and_is_complete() {
    let ended = unpackaged(&["list"]);
    assert!(
        ended.stderr.contains("warning: the workflow `unpackaged.a_constant` can't be a graph:"),
        "{}",
        ended.stderr
    );
    assert!(!ended.stderr.contains("unpackaged.anywhere"), "{}", ended.stderr);
    assert_eq!(ended.done().lines().filter(|line| line.starts_with("workflow ")).count(), 9);
}

#[test]
fn a_graph_is_drawn_only_if_its_constants_hold_everywhere() {
    let error = unpackaged(&["graph", "within"]).refused();
    assert!(error.contains("unpackaged.rs:60:9: this constant can't be written as a literal: at [1]: `/data/b.csv` is only on this machine"), "{error}");
    assert!(unpackaged(&["graph", "anywhere"]).done().contains("n0[\"sizes\"]"));
}

#[test]
fn a_local_run_accepts_them() {
    let room = Room::new();
    room.write("a.csv", "1,2");
    let run = |workflow: &str| room.run(env!("CARGO_BIN_EXE_unpackaged"), &["run", workflow], &[]).done();
    assert_eq!(run("a_default"), "{\"o0\": 3}\n");
    for moving in ["alone", "a_moving_default"] {
        assert!(run(moving).starts_with("{\"o0\": "), "{moving}");
    }
}

#[test]
fn nothing_is_left_on_this_machine() {
    let room = Room::new();
    std::fs::create_dir(room.path("temporary")).unwrap();
    let temporary = room.path("temporary").display().to_string();
    let program = env!("CARGO_BIN_EXE_unpackaged");
    room.run(program, &["serialize", "--image", "app:1"], &[("TMPDIR", &temporary)]).refused();
    assert_eq!(room.files("temporary"), [""; 0]);
}
