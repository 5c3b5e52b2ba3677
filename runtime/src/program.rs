//! The program that `aileron::main!()` makes.

use crate::cli;
use crate::entity::{Kind, Registry};
use crate::graph;
use std::process::ExitCode;

/// What `main!` knows of the program.
#[derive(Debug)]
pub struct Program {
    /// The binary's name.
    pub name: &'static str,
    /// The package's version.
    pub version: &'static str,
    /// The package's description; may be empty.
    pub about: &'static str,
    /// Where the binary lies in its images; empty for `/usr/local/bin/` and its name.
    pub binary: &'static str,
    /// The configured images: name and reference, which may be empty.
    pub images: &'static [(&'static str, &'static str)],
}

impl Program {
    /// The binary's path in its images, the first argument of every container.
    pub(crate) fn binary(&self) -> String {
        if self.binary.is_empty() { format!("/usr/local/bin/{}", self.name) } else { self.binary.to_owned() }
    }
}

/// Runs the program: the verb that its arguments name.
pub fn main(program: &'static Program) -> ExitCode {
    cli::main(program)
}

/// The unit test that `main!` brings: every workflow of the program can be a graph.
///
/// # Panics
/// With every reason why one can't.
pub fn check(_: &'static Program) {
    let registry = Registry::collect().unwrap_or_else(|error| panic!("{error}"));
    let problems: Vec<String> = registry
        .iter()
        .filter(|(_, entity)| matches!(entity.kind, Kind::Workflow(_)))
        .filter_map(|(_, entity)| graph::trace(entity, &registry).err())
        .map(|error| error.to_string())
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
