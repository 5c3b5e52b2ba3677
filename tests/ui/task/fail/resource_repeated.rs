#![allow(unused)]

use aileron::prelude::*;

#[task(limits(cpu = "1", cpu = "2"))]
fn step() {}

fn main() {}
