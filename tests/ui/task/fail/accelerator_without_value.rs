#![allow(unused)]

use aileron::prelude::*;

#[task(accelerator, requests(gpu = "1"))]
fn step() {}

fn main() {}
