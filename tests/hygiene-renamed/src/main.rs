//! A program whose Aileron has another name.

use flyte_renamed::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> i64 {
    double(x)
}

flyte_renamed::main!();
