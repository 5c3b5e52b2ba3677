use aileron::prelude::*;

#[container_task(image = "busybox", command = ["true"])]
fn area(a: std::process::Child) -> f64;

fn main() {}
