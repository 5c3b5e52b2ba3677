#![allow(unused)]

use aileron::accelerators::{A100_80GB, T4, V5E};
use aileron::prelude::*;

#[task(accelerator = T4.partition("1g.5gb"), requests(gpu = "1"))]
fn step() {}

fn main() {}
