#![allow(unused)]

use aileron::accelerators::{A100_80GB, T4, V5E};
use aileron::prelude::*;

#[task(accelerator = A100_80GB.partition("1g.5gb"), requests(gpu = "1"))]
fn step() {}

fn main() {}
