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
fn computed(y: i64) -> i64 {
    sum(3, y * 2)
}

#[launch_plan]
fn cloned(y: i64) -> i64 {
    sum(3, y.clone())
}

#[launch_plan]
fn called(y: i64) -> i64 {
    sum(3, sum(1, y))
}

fn main() {}
