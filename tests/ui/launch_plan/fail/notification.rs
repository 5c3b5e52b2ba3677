use aileron::prelude::*;

#[task]
fn add(x: i64, y: i64) -> i64 {
    x + y
}

#[workflow]
fn sum(x: i64, y: i64) -> i64 {
    add(x, y)
}

#[launch_plan(notifications(email(to = ["a@b.org"])))]
fn plan_0() -> i64 {
    sum(1, 2)
}

#[launch_plan(notifications(email(on(failed))))]
fn plan_1() -> i64 {
    sum(1, 2)
}

#[launch_plan(notifications(email(to = [], on(failed))))]
fn plan_2() -> i64 {
    sum(1, 2)
}

#[launch_plan(notifications(slack(to = ["#alerts"], on(failed))))]
fn plan_3() -> i64 {
    sum(1, 2)
}

#[launch_plan(notifications(email(to = ["a@b.org"], on(running))))]
fn plan_4() -> i64 {
    sum(1, 2)
}

#[launch_plan(notifications(teams(to = ["a@b.org"], on(failed))))]
fn plan_5() -> i64 {
    sum(1, 2)
}

#[launch_plan(notifications(email(to = "a@b.org", on(failed))))]
fn plan_6() -> i64 {
    sum(1, 2)
}

#[launch_plan(notifications(email(to = ["a@b.org"], on(failed), cc = ["c@d.org"])))]
fn plan_7() -> i64 {
    sum(1, 2)
}

fn main() {}
