#![allow(unused)]

use aileron::prelude::*;

#[task(timeout = "10")]
fn step() {}

fn main() {}
