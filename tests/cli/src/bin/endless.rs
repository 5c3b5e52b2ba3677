//! Workflows that contain each other.

use aileron::prelude::*;

#[task(container_image = "ghcr.io/acme/app:1")]
fn step(x: i64) -> i64 {
    x
}

#[workflow]
fn hen(x: i64) -> i64 {
    egg(step(x))
}

#[workflow]
fn egg(x: i64) -> i64 {
    hen(x)
}

#[workflow]
fn farm(x: i64) -> i64 {
    hen(x)
}

aileron::main!();
