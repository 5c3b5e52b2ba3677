#![allow(unused)]

use aileron::prelude::*;

#[task(shared_memory = "2GB")]
fn step() {}

fn main() {}
