use aileron::prelude::*;

#[container_task(image = "busybox", command = ["area", "a\0b"], data(inputs = "/var/\0"))]
fn area();

fn main() {}
