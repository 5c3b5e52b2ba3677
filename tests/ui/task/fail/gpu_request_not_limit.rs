#![allow(unused)]

use aileron::prelude::*;

#[task(requests(gpu = "1"), limits(gpu = "2"))]
fn step() {}

fn main() {}
