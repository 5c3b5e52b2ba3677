#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "{{.image.default.fqn}:v1")]
fn step() {}

fn main() {}
