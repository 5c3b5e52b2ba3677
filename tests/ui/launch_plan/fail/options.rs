use aileron::prelude::*;

#[task]
fn add(x: i64, y: i64) -> i64 {
    x + y
}

#[workflow]
fn sum(x: i64, y: i64) -> i64 {
    add(x, y)
}

#[launch_plan(fixed_inputs = 3)]
fn unknown() -> i64 {
    sum(1, 2)
}

#[launch_plan(retries = 3)]
fn of_a_task() -> i64 {
    sum(1, 2)
}

#[launch_plan(service_account = "Etl")]
fn account() -> i64 {
    sum(1, 2)
}

#[launch_plan(labels("my team" = "a"), security_context = "a")]
fn label() -> i64 {
    sum(1, 2)
}

#[launch_plan]
#[workflow]
fn both() -> i64 {
    sum(1, 2)
}

#[launch_plan]
struct Plan;

fn main() {}
