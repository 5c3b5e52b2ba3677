//! A program in which two tasks have the same name.
use aileron::prelude::*;

#[task(name = "shared.name")]
fn one() -> i64 {
    1
}

#[task(name = "shared.name")]
fn two() -> i64 {
    2
}

#[task]
fn alone() -> i64 {
    3
}

aileron::main!();
