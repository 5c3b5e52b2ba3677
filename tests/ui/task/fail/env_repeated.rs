#![allow(unused)]

use aileron::prelude::*;

#[task(env(A = "1", A = "2"))]
fn step() {}

fn main() {}
