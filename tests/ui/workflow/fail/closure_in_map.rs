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
    let parts: Vec<i64> = vec![1, 2].into_iter().map(|y| double(y)).collect();
    add(parts[0], x)
}

fn main() {}
