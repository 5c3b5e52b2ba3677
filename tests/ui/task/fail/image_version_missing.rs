#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "ghcr.io/org/app:")]
fn step() {}

fn main() {}
