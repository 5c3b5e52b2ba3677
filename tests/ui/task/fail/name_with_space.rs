#![allow(unused)]

use aileron::prelude::*;

#[task(name = "my task")]
fn step() {}

fn main() {}
