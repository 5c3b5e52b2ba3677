#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = IMAGE)]
fn step() {}

fn main() {}
