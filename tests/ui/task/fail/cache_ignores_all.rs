#![allow(unused)]

use aileron::prelude::*;

#[task(cache(version = "1", ignore(x)))]
fn step(x: i64) {}

fn main() {}
