#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "{{.image.spark.fqn}}:v1")]
fn step() {}

fn main() {}
