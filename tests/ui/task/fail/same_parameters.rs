#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step(x: i64, x: i64) {}

fn main() {}
