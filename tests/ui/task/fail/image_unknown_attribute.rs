#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "{{.image.default.verson}}")]
fn step() {}

fn main() {}
