use aileron::prelude::*;

#[task]
fn add(x: i64, y: i64) -> i64 {
    x + y
}

#[workflow]
fn sum(x: i64, y: i64) -> i64 {
    add(x, y)
}

#[launch_plan(schedule = every("30s"))]
fn plan_0() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = every("0m"))]
fn plan_1() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = every("10"))]
fn plan_2() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = every("10d10h1500ms"))]
fn plan_3() -> i64 {
    sum(1, 2)
}

fn main() {}
