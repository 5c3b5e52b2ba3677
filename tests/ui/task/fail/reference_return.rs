#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step() -> &'static str {
    "x"
}

fn main() {}
