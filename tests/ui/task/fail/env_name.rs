#![allow(unused)]

use aileron::prelude::*;

#[task(env("2ND" = "x"))]
fn step() {}

fn main() {}
