use aileron::prelude::*;

#[task]
fn add(x: i64, y: i64) -> i64 {
    x + y
}

#[workflow]
fn sum(x: i64, y: i64) -> i64 {
    add(x, y)
}

#[launch_plan(schedule = "@daily")]
fn one(y: i64) -> i64 {
    sum(3, y)
}

#[launch_plan(schedule = every("1h"))]
fn two(x: i64, y: i64) -> i64 {
    sum(x, y)
}

fn main() {}
