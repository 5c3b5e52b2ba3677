//! A program that refers to a task of the program `app`, with a signature of its own.

use aileron::prelude::*;

#[reference_task(project = "flytesnacks", domain = "development", name = "app.double", version = "v7")]
fn double(x: String) -> i64;

#[task]
fn tell(x: i64) -> String {
    x.to_string()
}

#[workflow]
fn pipeline(x: i64) -> String {
    let text = tell(x);
    tell(double(text))
}

aileron::main!();
