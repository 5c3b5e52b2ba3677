#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step(x: i128) -> u128 {
    1
}

fn main() {}
