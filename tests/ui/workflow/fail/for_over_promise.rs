#![allow(unused)]

use aileron::prelude::*;

#[task]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

#[task]
fn list(x: i64) -> Vec<i64> {
    vec![x]
}

#[workflow]
fn flow(x: i64) -> i64 {
    let mut last = 0;
    for item in list(x) {
        last = add(last, item);
    }
    last
}

fn main() {}
