use aileron::prelude::*;

#[container_task(image = "busybox", command = ["true"])]
fn list() -> Vec<i64>;

#[container_task(image = "busybox", command = ["true"])]
fn several() -> (i64, Option<i64>);

#[derive(Outputs)]
struct Named {
    size: i64,
    names: Vec<String>,
}

#[container_task(image = "busybox", command = ["true"])]
fn named() -> Named;

fn main() {}
