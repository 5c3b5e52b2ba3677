//! Attacks on a real program, grouped by the attacker: other users of the machine, inputs, stores, containers and
//! scripts,
//! and tasks that misbehave. The page "Security" of the documentation lists what is promised against each.
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

/// Runs the program that is attacked, in its own folder.
fn victim(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program starts")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_victim"));
    command.args(arguments).current_dir(folder).env("TMPDIR", folder);
    command
}

/// Starts a program, and waits until it has made a file.
fn started(mut command: Command, file: &Path) -> Child {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    until(|| file.exists());
    child
}

/// Waits for something that should happen soon; fails if it does not happen.
fn until(happened: impl Fn() -> bool) {
    let begun = Instant::now();
    while !happened() {
        assert!(begun.elapsed() < Duration::from_mins(1), "it did not happen");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Waits for the end of a program that should end soon.
fn ended(mut child: Child) -> Output {
    let begun = Instant::now();
    while child.try_wait().expect("it can be waited for").is_none() {
        if begun.elapsed() > Duration::from_mins(1) {
            let _ = child.kill();
            panic!("it did not end: {:?}", child.wait_with_output());
        }
        thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().expect("it can be waited for")
}

fn send(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).expect("it is there");
}
