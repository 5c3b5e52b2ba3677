use aileron::prelude::*;

#[task]
fn add(x: i64, y: i64) -> i64 {
    x + y
}

#[workflow]
fn sum(x: i64, y: i64) -> i64 {
    add(x, y)
}

#[launch_plan(max_parallelism = 0)]
fn none() -> i64 {
    sum(1, 2)
}

#[launch_plan(concurrency = 5_000_000_000)]
fn many() -> i64 {
    sum(1, 2)
}

#[launch_plan(concurrency = "one")]
fn text() -> i64 {
    sum(1, 2)
}

fn main() {}
