#![allow(unused)]

use aileron::prelude::*;

#[task(requests(memory = "1Gi"))]
fn step() {}

fn main() {}
