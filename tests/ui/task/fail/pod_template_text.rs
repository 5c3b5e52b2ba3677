#![allow(unused)]

use aileron::prelude::*;

#[task(pod_template = "gpu-large")]
fn step() {}

fn main() {}
