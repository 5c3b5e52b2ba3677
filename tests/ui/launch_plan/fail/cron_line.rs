use aileron::prelude::*;

#[task]
fn add(x: i64, y: i64) -> i64 {
    x + y
}

#[workflow]
fn sum(x: i64, y: i64) -> i64 {
    add(x, y)
}

#[launch_plan(schedule = "0 6 * *")]
fn plan_0() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "0 0 6 * * *")]
fn plan_1() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "60 * * * *")]
fn plan_2() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "0 24 * * *")]
fn plan_3() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "0 0 0 * *")]
fn plan_4() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "0 0 * 13 *")]
fn plan_5() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "0 0 * * 7")]
fn plan_6() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "0 0 * * MON-SUN")]
fn plan_7() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "0 0 * * FRI-MON")]
fn plan_8() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "*/0 * * * *")]
fn plan_9() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "a * * * *")]
fn plan_10() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "0 0 30 2 *")]
fn plan_11() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "0 6 * * MONDAY")]
fn plan_12() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "@nightly")]
fn plan_13() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "hourly")]
fn plan_14() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "@every 1d")]
fn plan_15() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "@every soon")]
fn plan_16() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "")]
fn plan_17() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "10m")]
fn plan_18() -> i64 {
    sum(1, 2)
}

#[launch_plan(schedule = "CRON_TZ=Europe/Berlin")]
fn plan_19() -> i64 {
    sum(1, 2)
}

fn main() {}
