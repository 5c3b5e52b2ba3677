#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "ghcr.io/org/app :v1")]
fn step() {}

fn main() {}
