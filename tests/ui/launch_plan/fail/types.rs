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
fn wrong_constant(y: i64) -> i64 {
    sum("three", y)
}

#[launch_plan]
fn wrong_parameter(y: f64) -> i64 {
    sum(3, y)
}

#[launch_plan]
fn wrong_output(y: i64) -> String {
    sum(3, y)
}

#[launch_plan]
fn wrong_default(#[default("seven")] y: i64) -> i64 {
    sum(3, y)
}

fn main() {}
