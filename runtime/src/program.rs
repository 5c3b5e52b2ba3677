//! The program that `aileron::main!()` makes.

use crate::entity::Registry;
use crate::graph;
use std::process::ExitCode;

/// What the macro knows of the program.
pub struct Program {
    pub name: &'static str,
    pub version: &'static str,
    pub about: &'static str,
    pub binary: &'static str,
    pub images: &'static [(&'static str, &'static str)],
}

pub fn main(program: &'static Program) -> ExitCode {
    let registry = Registry::collect().unwrap();
    for (name, e) in registry.iter() {
        println!("{name} {e:?}");
        if e.kind_name() == "workflow" {
            println!("{:#?}", graph::trace(e, &registry));
        }
    }
    ExitCode::SUCCESS
}

pub fn check(program: &'static Program) {}
