use aileron::prelude::*;

#[container_task(container_image = "busybox", command = ["true"])]
fn area(a: f64) -> f64;

fn main() {}
