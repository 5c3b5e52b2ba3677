use aileron::prelude::*;

#[container_task(image = "busybox", command = ["true"])]
struct Area;

fn main() {}
