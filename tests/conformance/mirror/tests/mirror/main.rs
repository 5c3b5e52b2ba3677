//! The same tasks and workflows, in Rust and in Python, are and do the same, except for what each test lists.

mod attempt;
mod dynamic;
mod errors;
mod large;
mod local;
mod messages;
mod rows;
mod values;

use std::path::{Path, PathBuf};

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_mirror"))
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("mirror-{name}"))
}
