use aileron::prelude::*;

#[container_task(image = "{{.image.nowhere}}", command = ["true"])]
fn area(a: f64) -> f64;

fn main() {}
