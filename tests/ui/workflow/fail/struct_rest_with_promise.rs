#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

struct Pair {
    a: i64,
    b: i64,
}

fn other(a: i64) -> Pair {
    Pair { a, b: 0 }
}

#[workflow]
fn flow(x: i64) -> i64 {
    let pair = Pair { a: 1, ..other(x) };
    double(pair.a)
}

fn main() {}
