use aileron::prelude::*;

#[task]
fn add(x: i64, y: i64) -> i64 {
    x + y
}

#[workflow]
fn sum(x: i64, y: i64) -> i64 {
    add(x, y)
}

#[launch_plan(schedule = "CRON_TZ=Europe/berlin 0 6 * * *")]
fn plan_0() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "TZ=Mars 0 6 * * *")]
fn plan_1() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "CRON_TZ= 0 6 * * *")]
fn plan_2() -> i64 {
    sum(1, 2)
}

fn main() {}
