//! A program that depends on Aileron under another name.

use flyte_renamed::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[container_task(image = "busybox", command = ["true", "{{.inputs.x}}"])]
fn outside(x: i64) -> i64;

#[workflow]
fn flow(x: i64) -> i64 {
    double(x)
}

flyte_renamed::main!();
