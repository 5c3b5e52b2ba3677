#![allow(unused)]

use aileron::prelude::*;

#[workflow]
fn flow(x: i64) -> i64 {
    dubble(x)
}

fn main() {}
