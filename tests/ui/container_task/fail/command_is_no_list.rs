use aileron::prelude::*;

#[container_task(image = "busybox", command = "area {{.inputs.a}}")]
fn area(a: f64) -> f64;

#[container_task(image = "busybox", arguments = ["a", 3])]
fn other(a: f64) -> f64;

fn main() {}
