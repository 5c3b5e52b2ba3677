//! A workflow of more nodes than Flyte takes by default.

use aileron::prelude::*;

#[task(container_image = "ghcr.io/acme/app:1")]
fn step() {}

#[workflow]
fn long() {
    for _ in 0..101 {
        step();
    }
}

aileron::main!();
