use aileron::prelude::*;

#[container_task(image = "busybox", command = ["true"])]
fn area(a: f64) -> f64 {
    a * a
}

fn main() {}
