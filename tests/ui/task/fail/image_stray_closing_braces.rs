#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "app}}:v1")]
fn step() {}

fn main() {}
