#![allow(unused)]

use aileron::prelude::*;

#[task(requests(cpu = "many"))]
fn step() {}

fn main() {}
