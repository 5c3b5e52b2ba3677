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
    double(list(x))
}

fn main() {}
