use aileron::prelude::*;

#[container_task(image = "busybox", command = ["true"])]
fn area(a: f64) -> Result<f64, std::fmt::Error>;

fn main() {}
