//! How a program ends, and what it leaves behind.

use crate::program::{Ended, Room, until};
use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeSet;
use std::process::{Command, Stdio};

fn is_running(pid: &str) -> bool {
    let state =
        Command::new("ps").args(["-o", "stat=", "-p", pid.trim()]).output().expect("`ps` is there").stdout;
    // A process that has ended may wait for ever to be collected by its parent.
    !state.is_empty() && !state.starts_with(b"Z")
}

#[test]
fn a_failure_shows_the_end_of_the_log_and_is_tried_again() {
    let room = Room::new();
    let file = room.text("log");
    assert_eq!(room.run(&["third_time", "--log", &file]).outputs()["o0"], 3);
    let log = room.read("log");
    let keys: BTreeSet<&str> = log.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(keys.len(), 3, "each attempt has its own key: {keys:?}");
    let numbers: Vec<&str> = log.lines().filter_map(|line| line.split(' ').nth(1)).collect();
    assert_eq!(numbers, ["0", "1", "2"]);

    let told = room.run(&["third_time", "--log", "/nowhere/log"]).failed();
    assert!(
        told.contains(
            "`outside.third_time` failed, 3 times: the process ended with exit status: 7; the end of its log:\n"
        ),
        "{told}"
    );
    assert!(told.contains("text on stdout") && told.contains("text on stderr"), "{told}");
    assert!(room.left().is_empty());
}

#[test]
fn wrong_outputs_are_reported() {
    let room = Room::new();
    let told = room.run(&["error_file", "--x", "1"]).failed();
    assert!(told.contains("it left an `_ERROR`: no luck"), "{told}");
    for (script, wanted) in [
        ("exit 0", "the output `o0` is missing"),
        ("echo three > $OUT/o0", "the output `o0` is \"three\\n\", which is not a value of the type integer"),
        ("mkdir $OUT/o0", "is a directory instead of a file"),
        ("mkdir $OUT/o0.d", "co-pilot takes a directory only without an extension, not `o0.d`"),
        ("echo 1 > $OUT/o0.a; echo 2 > $OUT/o0.b", "is several files, `o0.…`"),
        ("yes 1 | head -c 2000 > $OUT/o0", "has 2000 bytes, but co-pilot takes at most 1024"),
        ("exit 3", "the process ended with exit status: 3"),
        ("kill -9 $$$$", "the process ended with signal: 9"),
    ] {
        // The path can't be mapped in the value of an input, since that is not a template. Kubernetes replaces `$$`
        // by `$` in it.
        let script = script.replace("$OUT", "../outputs");
        let told = room.run(&["leaves", "--script", &script]).failed();
        assert!(told.contains(wanted), "{told}");
    }
    assert_eq!(room.run(&["leaves", "--script", "echo ' 5 ' > ../outputs/o0.txt"]).outputs()["o0"], 5);
    // Without declared outputs, co-pilot does not look for errors.
    assert_eq!(room.run(&["no_outputs"]).status, Some(0));
    let told = room.run(&["missing"]).failed();
    // Flyte tries a failure of the system three more times, whatever the task's `retries` say.
    assert!(
        told.contains("failed, 4 times: `no-such-program` can't be started on this machine: No such file"),
        "{told}"
    );
    assert!(room.left().is_empty());
}

#[test]
fn a_process_that_takes_too_long_is_ended_with_those_that_it_started() {
    let room = Room::new();
    let told = room.run(&["too_long", "--pids", &room.text("pids")]).failed();
    assert!(told.contains("the process took longer than its timeout of 300ms, so it was ended"), "{told}");
    assert!(!is_running(&room.read("pids")));
    assert!(room.left().is_empty());
}

#[test]
fn processes_that_a_program_leaves_behind_are_ended() {
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
    let ended = Ended::from_output(&child.wait_with_output().unwrap());
    assert_eq!(ended.status, None, "killed by the signal, as if it were not handled: {ended:?}");
    assert!(!is_running(&room.read("pids")));
    assert!(room.left().is_empty());
}
