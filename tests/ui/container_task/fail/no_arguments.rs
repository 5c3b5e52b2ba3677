use aileron::prelude::*;

#[container_task(image = "busybox")]
fn area(a: f64) -> f64;

fn main() {}
