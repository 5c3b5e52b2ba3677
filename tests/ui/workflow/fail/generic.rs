#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow<T>(x: T) -> i64 {
    double(3)
}

fn main() {}
