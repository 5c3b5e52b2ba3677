#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

#[workflow]
fn flow(x: i64) -> i64 {
    let mut pair = (1, 2);
    pair.0 = double(x);
    add(pair.0, pair.1)
}

fn main() {}
