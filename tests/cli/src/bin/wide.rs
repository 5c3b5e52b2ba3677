//! A workflow with more nodes than Flyte accepts by default.

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
