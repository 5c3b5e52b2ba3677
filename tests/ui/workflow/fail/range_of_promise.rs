#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn list(x: i64) -> Vec<i64> {
    vec![x]
}

#[workflow]
fn flow(x: i64) -> i64 {
    let some = &list(x)[0..1];
    double(some[0])
}

fn main() {}
