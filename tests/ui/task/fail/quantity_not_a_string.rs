#![allow(unused)]

use aileron::prelude::*;

#[task(requests(cpu = 2))]
fn step() {}

fn main() {}
