//! A program that builds its images.

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task(container_image = "{{.image.default.fqn}}:several-{{.image.default.version}}")]
fn triple(x: i64) -> i64 {
    x * 3
}

#[task(container_image = "{{.image.default.fqn}}:filled")]
fn filled() {}

#[task(container_image = "{{.image.default.fqn}}:on-base")]
fn on_base() {}

#[task(container_image = "{{.image.default.fqn}}:named")]
fn named() {}

#[task(container_image = "{{.image.later}}")]
fn later() {}

/// Nothing builds its image.
#[task(container_image = "ghcr.io/acme/unbuilt:1")]
fn sextuple(x: i64) -> i64 {
    x * 6
}

/// Runs another program in a container.
#[container_task(image = "ghcr.io/acme/tools:1", command = ["area", "{{.inputs.a}}"])]
fn area(a: f64) -> f64;

aileron::main!();
