//! Attacks on a real program, grouped by who attacks: other users of the machine, inputs, stores, containers and
//! scripts, and tasks that misbehave. The page "Security" of the documentation says what is promised against each.
#![cfg(unix)]

mod containers;
mod inputs;
mod tasks;

use std::path::Path;
use std::process::{Command, Output};

/// Starts the program that is attacked, in a folder of its own, and waits for its end.
fn victim(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_victim"));
    command.args(arguments).current_dir(folder).env("TMPDIR", folder);
    command.output().expect("the program starts")
}
