use aileron::prelude::*;

#[container_task(image = "busybox", command = ["true"], data(inputs = "var/inputs"))]
fn relative(a: f64) -> f64;

#[container_task(image = "busybox", command = ["true"], data(inputs = "/data", outputs = "/data/out"))]
fn within(a: f64) -> f64;

#[container_task(image = "busybox", command = ["true"], data(format = "xml", output = "/x"))]
fn unknown(a: f64) -> f64;

#[container_task(image = "busybox", command = ["true"], data)]
fn flag(a: f64) -> f64;

fn main() {}
