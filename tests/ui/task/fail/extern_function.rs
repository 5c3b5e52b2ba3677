#![allow(unused)]

use aileron::prelude::*;

#[task]
extern "C" fn step(x: i64) -> i64 {
    x
}

fn main() {}
