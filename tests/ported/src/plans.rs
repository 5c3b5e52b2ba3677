//! Workflows in workflows, launch plans, their schedules and notifications (`basics/launch_plan.py`,
//! `advanced_composition/subworkflow.py`, `productionizing/lp_schedules.py`, `lp_notifications.py`).

use aileron::prelude::*;
use chrono::{DateTime, Utc};

#[task]
pub fn slope(x: Vec<i64>, y: Vec<i64>) -> f64 {
    let n = x.len() as f64;
    let [sum_x, sum_y] = [&x, &y].map(|all| all.iter().sum::<i64>() as f64);
    let products: i64 = x.iter().zip(&y).map(|(x, y)| x * y).sum();
    let squares: i64 = x.iter().map(|x| x * x).sum();
    (n * products as f64 - sum_x * sum_y) / (n * squares as f64 - sum_x * sum_x)
}

#[task]
pub fn intercept(x: Vec<i64>, y: Vec<i64>, slope: f64) -> f64 {
    let mean = |all: &[i64]| all.iter().sum::<i64>() as f64 / all.len() as f64;
    mean(&y) - slope * mean(&x)
}

#[task]
pub fn on_the_line(at: i64, slope: f64, intercept: f64) -> f64 {
    slope * at as f64 + intercept
}

#[workflow]
pub fn slope_and_intercept(x: Vec<i64>, y: Vec<i64>) -> (f64, f64) {
    let slope = slope(x.clone(), y.clone());
    (slope, intercept(x, y, slope))
}

#[workflow]
pub fn regression(
    #[default(5)] at: i64,
    #[default(vec![-3, 0, 3])] x: Vec<i64>,
    #[default(vec![7, 4, -2])] y: Vec<i64>,
) -> f64 {
    let (slope, intercept) = slope_and_intercept(x, y);
    on_the_line(at, slope, intercept)
}

/// Other defaults for the same workflow.
#[launch_plan]
pub fn regression_at_seven(#[default(7)] at: i64) -> f64 {
    regression(at, vec![-3, 0, 3], vec![7, 4, -2])
}

/// A launch plan as a node is an execution of its own.
#[workflow]
pub fn of_a_launch_plan(at: i64) -> f64 {
    regression_at_seven(at)
}

#[task]
pub fn printed(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%d %H:%M").to_string()
}

#[workflow]
pub fn stamp(kickoff_time: DateTime<Utc>) -> String {
    printed(kickoff_time)
}

/// Each minute, with the time for which it is started.
#[launch_plan(schedule = "*/1 * * * *")]
pub fn stamp_each_minute(#[kickoff] kickoff_time: DateTime<Utc>) -> String {
    stamp(kickoff_time)
}

#[task]
pub fn praised(name: String) -> String {
    format!("{name} does well")
}

#[workflow]
pub fn praise(name: String) -> String {
    praised(name)
}

/// Every ten minutes, of one name.
#[launch_plan(schedule = every("10m"))]
pub fn praise_often() -> String {
    praise("Ada".to_owned())
}

#[task]
pub fn doubled(a: i64) -> String {
    (a * 2).to_string()
}

#[workflow]
pub fn double(a: i64) -> String {
    doubled(a)
}

/// Tells one when it has worked, others each day that it has not.
#[launch_plan(
    notifications(
        email(to = ["me@example.com", "you@example.com"], on(failed)),
        email(to = ["boss@example.com"], on(succeeded)),
        slack(to = ["team@example.com"], on(succeeded, aborted, timed_out))
    )
)]
pub fn told_of(#[default(4)] a: i64) -> String {
    double(a)
}

#[launch_plan(
    schedule = every("1d"),
    notifications(pager_duty(to = ["abc@example.com"], on(failed, timed_out)))
)]
pub fn each_day(#[default(4)] a: i64) -> String {
    double(a)
}
