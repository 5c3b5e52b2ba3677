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
fn statement_first(y: i64) -> i64 {
    let x = 3;
    sum(x, y)
}

#[launch_plan]
fn two_calls(y: i64) -> i64 {
    sum(sum(1, 2), 3) + y
}

#[launch_plan]
fn nothing(y: i64) {}

#[launch_plan]
fn branch(y: i64) -> i64 {
    if true { sum(1, y) } else { sum(2, y) }
}

fn main() {}
