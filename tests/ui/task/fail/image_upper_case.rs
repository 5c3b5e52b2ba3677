#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "ghcr.io/Org/app:v1")]
fn step() {}

fn main() {}
