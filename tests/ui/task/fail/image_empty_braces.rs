#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "{{}}:v1")]
fn step() {}

fn main() {}
