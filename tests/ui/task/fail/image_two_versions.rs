#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "ghcr.io/org/app:v1:v2")]
fn step() {}

fn main() {}
