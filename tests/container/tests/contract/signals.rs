//! Signals: a task ends by itself or the process is ended, and no half-written file is left.

use crate::attempt::{Attempt, files_of};
use aileron::idl::core::container_error::Kind;
use aileron::idl::core::execution_error::ErrorKind;
use aileron::idl::core::{ContainerError, ErrorDocument};
use aileron::idl::prost::Message;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
}

/// Starts the attempt and waits for the line that the task prints.
fn start(attempt: &mut Attempt) -> Child {
    let mut child = attempt.command().spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line == "waiting\n" || line == "returning\n", "{line}");
    child
}

fn interruption(mut attempt: Attempt) -> (ContainerError, Attempt) {
    let mut child = start(&mut attempt);
    signal(&child, "TERM");
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let files = files_of(&attempt.prefix());
    let error = ErrorDocument::decode(&*files["error.pb"]).unwrap().error.unwrap();
    assert_eq!(files.len(), 1);
    let found = (&*error.code, error.kind(), error.origin());
    assert_eq!(found, ("Interrupted", Kind::Recoverable, ErrorKind::System));
    (error, attempt)
}

#[test]
fn a_task_that_is_asked_to_end_may_write_a_checkpoint() {
    let place = tempfile::tempdir().unwrap();
    let attempt = Attempt::under_stress("leaves_a_checkpoint").argument("--checkpoint-path", place.path());
    let (error, _) = interruption(attempt);
    assert!(error.message.ends_with("the task ended with error: stopped half way\n"), "{}", error.message);
    assert_eq!(fs::read(place.path().join("_dst_cp")).unwrap(), b"half way");
}

/// The script's output goes to stderr.
#[test]
fn a_script_is_asked_to_end_as_well() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().to_str().unwrap().to_owned();
    let mut attempt = Attempt::under_stress("traps").input("place", folder);
    let mut child = attempt.command().spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "waiting\n");
    signal(&child, "TERM");
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let error = ErrorDocument::decode(&*files_of(&attempt.prefix())["error.pb"]).unwrap().error.unwrap();
    assert_eq!((&*error.code, error.kind()), ("Interrupted", Kind::Recoverable));
    assert_eq!(fs::read(place.path().join("left")).unwrap(), b"half\n");
}

#[test]
fn a_task_that_is_asked_to_end_may_still_succeed() {
    let mut attempt = Attempt::under_stress("is_asked_to_end");
    let mut child = start(&mut attempt);
    signal(&child, "TERM");
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let files = files_of(&attempt.prefix());
    assert_eq!(files.keys().collect::<Vec<_>>(), ["outputs.pb"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_task_that_does_not_end_in_time_is_interrupted() {
    let (error, _) = interruption(Attempt::under_stress("waits").env("AILERON_GRACE_PERIOD", "1s"));
    assert!(error.message.ends_with("when its grace period was over\n"), "{}", error.message);
}

#[test]
fn a_second_signal_does_not_wait() {
    let mut attempt = Attempt::under_stress("waits");
    let mut child = start(&mut attempt);
    while child.try_wait().unwrap().is_none() {
        let id = child.id().to_string();
        Command::new("kill").args(["-s", "TERM", &id]).status().unwrap();
    }
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert!(files_of(&attempt.prefix()).is_empty());
}

#[test]
fn a_running_task_is_ended_and_leaves_no_files() {
    for (name, status) in [("TERM", 143), ("INT", 130)] {
        let mut attempt = Attempt::under_stress("waits").env("AILERON_GRACE_PERIOD", "0s");
        let mut child = start(&mut attempt);
        let signalled = Instant::now();
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(status));
        assert!(signalled.elapsed() < Duration::from_secs(10));
        assert!(files_of(&attempt.prefix()).is_empty());
    }
}

#[test]
fn a_result_that_is_being_written_is_complete_or_absent() {
    let size = 32 << 20;
    for delay in 0..12 {
        let mut attempt = Attempt::of_task("long").input("size", size).env("AILERON_GRACE_PERIOD", "0s");
        let mut child = start(&mut attempt);
        thread::sleep(Duration::from_millis(4 * delay));
        signal(&child, "TERM");
        let status = child.wait().unwrap().code();
        let files = files_of(&attempt.prefix());
        match status {
            Some(0) => assert_eq!(files.len(), 1),
            status => assert_eq!(status, Some(143)),
        }
        for (name, bytes) in files {
            assert_eq!(name, "outputs.pb");
            assert!(bytes.len() > usize::try_from(size).unwrap());
        }
    }
}
