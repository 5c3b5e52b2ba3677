#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn flag(x: i64) -> bool {
    x > 0
}

#[workflow]
fn flow(x: i64) -> i64 {
    let y = !flag(x);
    double(x)
}

fn main() {}
