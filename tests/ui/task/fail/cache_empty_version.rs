#![allow(unused)]

use aileron::prelude::*;

#[task(cache(version = ""))]
fn step(x: i64) {}

fn main() {}
