#![allow(unused)]

use aileron::prelude::*;

#[task]
unsafe fn step(x: i64) -> i64 {
    x
}

fn main() {}
