#![allow(unused)]

use aileron::prelude::*;

#[task(cache)]
fn step(x: i64) {}

fn main() {}
