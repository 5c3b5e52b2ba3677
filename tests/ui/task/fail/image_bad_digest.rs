#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "ghcr.io/org/app@sha256:beef")]
fn step() {}

fn main() {}
