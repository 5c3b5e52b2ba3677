#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step(x: i64) -> i64 {
    "x"
}

fn main() {}
