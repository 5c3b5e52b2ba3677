#![allow(unused)]

use aileron::prelude::*;

#[task(crate = "not a path")]
fn step() {}

fn main() {}
