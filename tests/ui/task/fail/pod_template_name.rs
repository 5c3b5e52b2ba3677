#![allow(unused)]

use aileron::prelude::*;

#[task(pod_template_name = "GPU_large")]
fn step() {}

fn main() {}
