#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(xs: Vec<i64>) -> Vec<i64> {
    map(|x| double(x + 1), xs)
}

fn main() {}
