#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = 3)]
fn step() {}

fn main() {}
