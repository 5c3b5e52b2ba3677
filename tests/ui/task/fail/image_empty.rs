#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "")]
fn step() {}

fn main() {}
