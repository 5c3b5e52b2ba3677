//! Programs of the package around this one, built in ways that take long: their panics abort, or they log.
#![cfg(unix)]

mod abort;
mod logs;

use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds a program of the package around this one with other options, in a target directory of its own.
fn built(program: &str, options: &[&str]) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(options.concat().replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--bin", program]).args(options).arg("--target-dir").arg(&target);
    cargo.args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml")]);
    assert!(cargo.status().unwrap().success());
    target.join("debug").join(program)
}
