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
    let parts = std::collections::HashMap::from([(1, double(x)), (2, x)]);
    let mut last = x;
    for (_, part) in parts {
        last = add(last, part);
    }
    last
}

fn main() {}
