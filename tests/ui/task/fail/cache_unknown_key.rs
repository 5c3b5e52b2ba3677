#![allow(unused)]

use aileron::prelude::*;

#[task(cache(versoin = "1"))]
fn step(x: i64) {}

fn main() {}
