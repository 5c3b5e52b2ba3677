#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "{{.image.default.size}}")]
fn step() {}

fn main() {}
