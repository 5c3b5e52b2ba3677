//! Programs of other test crates, built in ways that take long: their panics abort, or they log.
#![cfg(unix)]

mod abort;
mod logs;
mod trainer;

use std::path::{Path, PathBuf};
use std::process::Command;

/// What makes the panics of a build abort.
const ABORTS: [&str; 2] = ["--config", "profile.dev.panic=\"abort\""];

/// Builds a program of another test crate with these options, in a target directory of their own.
fn built(package: &str, program: &str, options: &[&str]) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(options.concat().replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--package", package, "--bin", program]);
    cargo.args(options).arg("--target-dir").arg(&target);
    assert!(cargo.status().unwrap().success());
    target.join("debug").join(program)
}
