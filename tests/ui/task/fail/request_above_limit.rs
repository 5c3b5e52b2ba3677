#![allow(unused)]

use aileron::prelude::*;

#[task(requests(cpu = "2"), limits(cpu = "500m"))]
fn step() {}

fn main() {}
