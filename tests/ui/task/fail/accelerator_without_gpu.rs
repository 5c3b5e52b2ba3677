#![allow(unused)]

use aileron::accelerators::{A100_80GB, T4, V5E};
use aileron::prelude::*;

#[task(accelerator = T4, requests(cpu = "1"))]
fn step() {}

fn main() {}
