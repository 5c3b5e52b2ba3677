#![allow(unused)]

use aileron::prelude::*;

#[task(cache(version = "1", version = "2"))]
fn step(x: i64) {}

fn main() {}
