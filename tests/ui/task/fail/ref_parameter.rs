#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step(ref x: i64) {}

fn main() {}
