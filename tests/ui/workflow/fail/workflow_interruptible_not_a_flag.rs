#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow(interruptible = "yes")]
fn flow(x: i64) -> i64 {
    double(x)
}

fn main() {}
