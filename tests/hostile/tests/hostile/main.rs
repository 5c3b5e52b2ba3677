//! Attacks on a real program, grouped by who attacks: other users of the machine, inputs, stores, containers and
//! scripts, and tasks that misbehave. The page "Security" of the documentation says what is promised against each.
#![cfg(unix)]

mod containers;
mod inputs;
mod stores;
mod tasks;
mod users;

use rustix::process::{Pid, Signal, kill_process};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Starts the program that is attacked, in a folder of its own, and waits for its end.
fn victim(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program starts")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_victim"));
    command.args(arguments).current_dir(folder).env("TMPDIR", folder);
    command
}

/// Starts it, and waits until it has made a file.
fn started(mut command: Command, file: &Path) -> Child {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    until(|| file.exists());
    child
}

/// Waits for what should happen soon; what never does is a failure, not a test without an end.
fn until(happened: impl Fn() -> bool) {
    let begun = Instant::now();
    while !happened() {
        assert!(begun.elapsed() < Duration::from_mins(1), "it never happened");
        thread::sleep(Duration::from_millis(10));
    }
}

/// The end of one that was started, which comes soon.
fn ended(mut child: Child) -> Output {
    let begun = Instant::now();
    while child.try_wait().expect("it can be waited for").is_none() {
        if begun.elapsed() > Duration::from_mins(1) {
            let _ = child.kill();
            panic!("it never ended: {:?}", child.wait_with_output());
        }
        thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().expect("it can be waited for")
}

fn send(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).expect("it is there");
}
