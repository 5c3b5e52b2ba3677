#![allow(unused)]

use aileron::prelude::*;

#[task(colour = "red")]
fn step() {}

fn main() {}
