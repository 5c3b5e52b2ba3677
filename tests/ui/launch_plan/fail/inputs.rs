use aileron::prelude::*;

#[task]
fn add(x: i64, y: i64) -> i64 {
    x + y
}

#[workflow]
fn sum(x: i64, y: i64) -> i64 {
    add(x, y)
}

#[launch_plan]
fn twice(y: i64) -> i64 {
    sum(y, y)
}

#[launch_plan]
fn unused(y: i64, z: i64) -> i64 {
    sum(3, y)
}

#[launch_plan]
fn missing(y: i64) -> i64 {
    sum(y)
}

fn main() {}
