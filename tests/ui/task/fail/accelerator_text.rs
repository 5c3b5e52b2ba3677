#![allow(unused)]

use aileron::prelude::*;

#[task(accelerator = "nvidia-tesla-t4", requests(gpu = "1"))]
fn step() {}

fn main() {}
