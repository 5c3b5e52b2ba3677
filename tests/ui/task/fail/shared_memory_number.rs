#![allow(unused)]

use aileron::prelude::*;

#[task(shared_memory = 2)]
fn step() {}

fn main() {}
