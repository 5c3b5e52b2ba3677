#![allow(unused)]

use aileron::prelude::*;

#[task]
const fn step(x: i64) -> i64 {
    x
}

fn main() {}
