#![allow(unused)]

use aileron::prelude::*;

#[task(env(DEPTH = 3))]
fn step() {}

fn main() {}
