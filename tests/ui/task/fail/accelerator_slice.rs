#![allow(unused)]

use aileron::accelerators::{A100_80GB, T4, V5E};
use aileron::prelude::*;

#[task(accelerator = V5E.slice("3x3"), requests(gpu = "9"))]
fn step() {}

fn main() {}
