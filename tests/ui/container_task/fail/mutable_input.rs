use aileron::prelude::*;

#[container_task(image = "busybox", command = ["true"])]
fn area(mut a: f64) -> f64;

fn main() {}
