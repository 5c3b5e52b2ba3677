#![allow(unused)]

use aileron::prelude::*;

#[task]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

const STEP: fn(i64) -> i64 = twice;

#[task]
fn twice(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> i64 {
    add(STEP(3), x)
}

fn main() {}
