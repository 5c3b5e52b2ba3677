#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> i64 {
    let known = [1, 2];
    let y = known[x as usize];
    double(y)
}

fn main() {}
