#![allow(unused)]

use aileron::prelude::*;

#[task]
fn split(x: i64) -> (i64, i64) {
    (x / 10, x % 10)
}

#[workflow]
fn flow(xs: Vec<i64>) -> i64 {
    let parts = map(split, xs);
    first(1)
}

#[task]
fn first(x: i64) -> i64 {
    x
}

fn main() {}
