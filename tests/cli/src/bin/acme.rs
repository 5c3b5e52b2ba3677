//! A program for right and wrong calls.

use aileron::chrono::{DateTime, Utc};
use aileron::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

/// What to count in a text.
#[derive(FlyteType)]
enum Unit {
    Words,
    Letters,
}

/// Counts the words or letters of a text.
#[task]
fn count(text: String, unit: Option<Unit>) -> i64 {
    let count = match unit {
        Some(Unit::Letters) => text.chars().count(),
        _ => text.split_whitespace().count(),
    };
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[task(container_image = "{{.image.gpu}}")]
fn double(x: i64) -> i64 {
    x * 2
}

/// Has an input of each type; the name of one input is also a flag of `run`.
#[task]
fn every(
    small: u8,
    share: f64,
    flag: bool,
    when: DateTime<Utc>,
    span: Duration,
    list: Vec<i64>,
    map: BTreeMap<String, f64>,
    jobs: Option<i64>,
) -> String {
    format!("{small} {share} {flag} {when} {span:?} {list:?} {map:?} {jobs:?}")
}

/// Finds nothing.
#[task]
fn search(text: String) -> Result<i64, String> {
    Err(format!("there is nothing in {text:?}"))
}

#[task(container_image = "{{.image.later}}")]
fn elsewhere() {}

/// Runs another program in a container.
#[container_task(image = "ghcr.io/acme/tools:1", command = ["area", "{{.inputs.a}}"])]
fn area(a: f64) -> f64;

/// Runs a script.
#[shell_task(script = "echo {{.inputs.x}} > \"$outputs/o0\"")]
fn script(x: i64) -> i64;

#[workflow]
fn pipeline(text: String) -> Result<i64, String> {
    Ok(double(search(text)?))
}

aileron::main!();
