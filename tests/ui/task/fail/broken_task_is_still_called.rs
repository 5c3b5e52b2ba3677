#![allow(unused)]

use aileron::prelude::*;

#[task(retries = -1)]
fn step(x: i64) -> i64 {
    x
}

fn other() -> i64 {
    step(3)
}

fn main() {}
