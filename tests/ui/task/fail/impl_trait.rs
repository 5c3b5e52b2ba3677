#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step(x: impl Into<i64>) {}

fn main() {}
