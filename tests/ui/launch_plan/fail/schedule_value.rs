use aileron::prelude::*;

#[task]
fn add(x: i64, y: i64) -> i64 {
    x + y
}

#[workflow]
fn sum(x: i64, y: i64) -> i64 {
    add(x, y)
}

#[launch_plan(schedule = 10)]
fn plan_0() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = every(10))]
fn plan_1() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = cron("0 6 * * *"))]
fn plan_2() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = often("10m"))]
fn plan_3() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = DAILY)]
fn plan_4() -> i64 {
    sum(1, 2)
}

#[launch_plan(cron = "0 6 * * *")]
fn named_otherwise() -> i64 {
    sum(1, 2)
}

#[workflow(schedule = "0 6 * * *")]
fn on_a_workflow() -> i64 {
    sum(1, 2)
}

fn main() {}
