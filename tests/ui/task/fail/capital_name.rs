#![allow(unused)]

use aileron::prelude::*;

#[task]
#[allow(non_snake_case)]
fn Step(x: i64) -> i64 {
    x
}

fn main() {}
