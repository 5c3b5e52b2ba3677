#![allow(unused)]

use aileron::prelude::*;

#[task(requests(cpu = "-1"))]
fn step() {}

fn main() {}
