#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> i64 {
    match (double(x), 1) {
        (3, _) => x,
        (y, _) => double(y),
    }
}

fn main() {}
