#![allow(unused)]

use aileron::prelude::*;

#[task(requests(gpu = "500m"))]
fn step() {}

fn main() {}
