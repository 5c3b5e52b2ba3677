#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step((a, b): (i64, i64)) -> i64 {
    a + b
}

fn main() {}
