#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = r"ghcr.io/org/App:v1")]
fn step() {}

fn main() {}
