#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn broken(x: i64) -> i64 {
    double(x) + 1
}

#[workflow]
fn flow(x: i64) -> i64 {
    double(broken(x))
}

fn main() {}
