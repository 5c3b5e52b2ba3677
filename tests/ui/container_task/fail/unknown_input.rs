use aileron::prelude::*;

#[container_task(image = "busybox", command = ["area", "--width={{.inputs.widht}}"])]
fn area(width: f64) -> f64;

#[container_task(image = "busybox", command = ["{{.inputs.x}}"])]
fn nothing() -> f64;

fn main() {}
