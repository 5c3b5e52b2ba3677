#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step() -> impl Into<i64> {
    3
}

fn main() {}
