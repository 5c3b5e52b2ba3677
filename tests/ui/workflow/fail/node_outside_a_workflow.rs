#![allow(unused)]

use aileron::prelude::*;

#[task]
fn setup() {}

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[node(retries = 3)]
fn flow(x: i64) -> i64 {
    double(x)
}

fn main() {}
