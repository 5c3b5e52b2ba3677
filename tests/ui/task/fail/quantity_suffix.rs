#![allow(unused)]

use aileron::prelude::*;

#[task(requests(mem = "1gi"))]
fn step() {}

fn main() {}
