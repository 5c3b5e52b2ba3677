//! What `workflow_tests::references` refers to, as another program registers it.
#![allow(missing_docs)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
async fn halves(x: i64) -> Result<(i64, i64), String> {
    if x < 0 { Err(format!("{x} is below zero")) } else { Ok((x / 2, x - x / 2)) }
}

#[task(name = "elsewhere.odd-names")]
#[allow(non_snake_case, clippy::used_underscore_binding, reason = "what Python calls its inputs")]
fn odd_names(r#type: i64, _x: i64, X1: i64, größe: i64) -> i64 {
    r#type + _x + X1 + größe
}

#[task]
fn notify(text: String) {
    println!("{text}");
}

#[task]
fn add_up(parts: Vec<i64>) -> i64 {
    parts.iter().sum()
}

#[workflow]
fn sum(parts: Vec<i64>) -> i64 {
    add_up(parts)
}

#[workflow]
fn nightly(x: i64, #[default(100)] more: i64) -> i64 {
    add_up(vec![x, more])
}

aileron::main!();
