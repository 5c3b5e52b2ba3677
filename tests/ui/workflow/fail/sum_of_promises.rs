#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> i64 {
    let parts = vec![double(x), x];
    let y: i64 = parts.iter().sum();
    y
}

fn main() {}
