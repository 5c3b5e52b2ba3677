use aileron::prelude::*;

#[container_task(image = "busybox", command = ["true"])]
#[task]
fn area(a: f64) -> f64;

fn main() {}
