#![allow(unused)]

use aileron::prelude::*;

#[task]
struct Step {
    x: i64,
}

fn main() {}
