#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step<const N: usize>(x: i64) -> i64 {
    x
}

fn main() {}
