#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "app:{{.image.default.version")]
fn step() {}

fn main() {}
