//! A signal ends the process at once, and leaves no half-written file.

use crate::attempt::{Attempt, files_of};
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

#[test]
fn a_task_under_way_is_ended_and_leaves_nothing() {
    for (name, status) in [("TERM", 143), ("INT", 130)] {
        let mut attempt = Attempt::of("waits");
        let mut child = start(&mut attempt);
        let asked = Instant::now();
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(status));
        assert!(asked.elapsed() < Duration::from_secs(10));
        assert!(files_of(&attempt.prefix()).is_empty());
    }
}

#[test]
fn a_result_under_way_is_whole_or_not_there() {
    let size = 32 << 20;
    for delay in 0..12 {
        let mut attempt = Attempt::of("long").input("size", size);
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
