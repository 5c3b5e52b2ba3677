use aileron::prelude::*;

#[container_task(command = ["area", "{{.inputs.a}}"])]
fn area(a: f64) -> f64;

fn main() {}
