#![allow(unused)]

use aileron::prelude::*;

#[task(interruptible = "yes")]
fn step() {}

fn main() {}
