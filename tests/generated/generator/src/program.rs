//! The source of a program of many cases.

use crate::case::{Case, WORKFLOW};
use crate::constructs::GATHERING;
use crate::registered::{PLANS, REFERENCES};
use crate::tasks::{COLOR, DYNAMICS, PAUSE, TASKS};
use crate::workflow::HANDLERS;
use std::fmt::Write;

/// The tasks, each case in a module with its place (`w0`, `w1`, …), and a function `plain` that calls the workflow of a
/// case.
#[must_use]
pub fn program(cases: &[Case]) -> String {
    let mut source = format!("use aileron::prelude::*;\n\n{PAUSE}\n\n{COLOR}\n\n{GATHERING}\n{HANDLERS}\n");
    for (attribute, tasks) in [("task", TASKS), ("dynamic", DYNAMICS)] {
        for task in tasks {
            // Writing to a string does not fail.
            let _ = writeln!(source, "#[{attribute}]\npub {}\n", task.source);
        }
    }
    for entity in PLANS.iter().chain(REFERENCES) {
        let _ = writeln!(source, "{}\n", entity.source);
    }
    let mut calls = String::new();
    for (place, case) in cases.iter().enumerate() {
        let _ = writeln!(source, "pub mod w{place} {{\nuse super::*;\n\n{}}}\n", case.source());
        let inputs: Vec<String> =
            (0..case.parameters().count()).map(|input| format!("Input::read(&inputs[{input}])")).collect();
        let _ = writeln!(
            calls,
            "        {place} => Output::values({}(w{place}::{WORKFLOW}({}))),",
            if case.waits() { "block_on" } else { "" },
            inputs.join(", ")
        );
    }
    source
        + "/// The answer of the workflow of a case, called as a function.\n\
           pub fn plain(place: usize, inputs: &[Value]) -> Result<Vec<Value>, String> {\n    match place {\n"
        + &calls
        + "        _ => panic!(\"no case {place}\"),\n    }\n}\n"
}
