#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

struct Pair {
    a: i64,
}

#[workflow]
fn flow(x: i64) -> i64 {
    let pair = Pair { a: double(x) };
    double(x)
}

fn main() {}
