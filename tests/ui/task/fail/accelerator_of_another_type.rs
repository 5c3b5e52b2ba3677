#![allow(unused)]

use aileron::prelude::*;

#[task(accelerator = step, requests(gpu = "1"))]
fn step() {}

fn main() {}
