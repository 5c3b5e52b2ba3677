//! How a program ends, and what is left of it.

use crate::program::{Ended, Room, until};
use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeSet;
use std::process::{Command, Stdio};

fn is_running(pid: &str) -> bool {
    let state =
        Command::new("ps").args(["-o", "stat=", "-p", pid.trim()]).output().expect("`ps` is there").stdout;
    // One that has ended waits for its parent, which may never ask.
    !state.is_empty() && !state.starts_with(b"Z")
}

#[test]
fn a_failure_tells_the_end_of_the_log_and_is_tried_again() {
    let room = Room::new();
    let file = room.text("log");
    assert_eq!(room.run(&["third_time", "--log", &file]).outputs()["o0"], 3);
    let log = room.read("log");
    let keys: BTreeSet<&str> = log.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(keys.len(), 3, "each attempt has a key of its own: {keys:?}");
    let numbers: Vec<&str> = log.lines().filter_map(|line| line.split(' ').nth(1)).collect();
    assert_eq!(numbers, ["0", "1", "2"]);

    let told = room.run(&["third_time", "--log", "/nowhere/log"]).failed();
    assert!(
        told.contains(
            "`outside.third_time` failed, 3 times: it ended with exit status: 7; the end of its log:\n"
        ),
        "{told}"
    );
    assert!(told.contains("told on stdout") && told.contains("told on stderr"), "{told}");
    assert!(room.left().is_empty());
}

#[test]
fn outputs_that_are_none_are_told() {
    let room = Room::new();
    let told = room.run(&["error_file", "--x", "1"]).failed();
    assert!(told.contains("it left an `_ERROR`: no luck"), "{told}");
    for (script, wanted) in [
        ("exit 0", "the output `o0` is missing"),
        ("echo three > $OUT/o0", "the output `o0` is \"three\\n\", which is no integer"),
        ("mkdir $OUT/o0", "is a directory, where a file is wanted"),
        ("mkdir $OUT/o0.d", "co-pilot takes a directory by its name alone, not `o0.d`"),
        ("echo 1 > $OUT/o0.a; echo 2 > $OUT/o0.b", "is several files, `o0.…`"),
        ("yes 1 | head -c 2000 > $OUT/o0", "has 2000 bytes, and co-pilot takes 1024 at most"),
        ("exit 3", "it ended with exit status: 3"),
        ("kill -9 $$$$", "it ended with signal: 9"),
    ] {
        // An input's value is no template: the folder in it would be the container's. Kubernetes makes `$$` a `$` in it.
        let script = script.replace("$OUT", "../outputs");
        let told = room.run(&["leaves", "--script", &script]).failed();
        assert!(told.contains(wanted), "{told}");
    }
    assert_eq!(room.run(&["leaves", "--script", "echo ' 5 ' > ../outputs/o0.txt"]).outputs()["o0"], 5);
    // Where no output is declared nobody looks for errors.
    assert_eq!(room.run(&["no_outputs"]).status, Some(0));
    let told = room.run(&["missing"]).failed();
    assert!(told.contains("`no-such-program` can't be started on this machine: No such file"), "{told}");
    assert!(room.left().is_empty());
}

#[test]
fn what_takes_too_long_is_ended_with_all_that_it_started() {
    let room = Room::new();
    let told = room.run(&["too_long", "--pids", &room.text("pids")]).failed();
    assert!(told.contains("it took longer than its timeout of 300ms, so it was ended"), "{told}");
    assert!(!is_running(&room.read("pids")));
    assert!(room.left().is_empty());
}

#[test]
fn what_a_program_leaves_running_is_ended() {
    let room = Room::new();
    assert_eq!(room.run(&["leaves_a_process", "--pids", &room.text("pids")]).status, Some(0));
    assert!(!is_running(&room.read("pids")));
}

#[test]
fn a_signal_ends_the_other_program_first() {
    let room = Room::new();
    let mut command = room.command(&["waits", "--pids", &room.text("pids"), "--containers=process"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    until(|| room.path("pids").exists() && !room.read("pids").is_empty());
    assert!(is_running(&room.read("pids")));
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let ended = Ended::of(&child.wait_with_output().unwrap());
    assert_eq!(ended.status, None, "killed by the signal, as if nothing had handled it: {ended:?}");
    assert!(!is_running(&room.read("pids")));
    assert!(room.left().is_empty());
}
