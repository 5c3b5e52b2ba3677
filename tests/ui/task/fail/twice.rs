#![allow(unused)]

use aileron::prelude::*;

#[task]
#[task(retries = 1)]
fn step(x: i64) -> i64 {
    x
}

fn main() {}
