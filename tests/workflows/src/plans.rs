//! Launch plans, and workflows that call them.

use crate::tasks::{add, double, split};
use aileron::chrono::{DateTime, Utc};
use aileron::prelude::*;

#[workflow]
pub fn sum(x: i64, y: i64) -> i64 {
    add(double(x), y)
}

#[workflow]
pub fn parts(x: i64, name: Option<String>) -> (i64, String) {
    let _ = named(name);
    split(x)
}

#[task]
fn named(name: Option<String>) -> String {
    name.unwrap_or_default()
}

#[task]
fn year(time: DateTime<Utc>) -> String {
    time.format("%Y").to_string()
}

#[workflow]
pub async fn dated(time: DateTime<Utc>, text: String) -> Result<String, String> {
    Ok(joined(year(time), text).await?)
}

#[task]
async fn joined(a: String, b: String) -> Result<String, String> {
    Ok(a + &b)
}

/// Adds seven.
#[launch_plan(schedule = "CRON_TZ=Europe/Berlin 0 6 * * MON-FRI")]
pub fn nightly(#[default(7)] y: i64) -> i64 {
    sum(-3, y)
}

#[launch_plan(name = "workflow_tests.plans.sum", labels(team = "etl"), max_parallelism = 4)]
pub fn replaced(#[default(1)] x: i64, #[default(2)] y: i64) -> i64 {
    sum(x, y)
}

#[launch_plan(schedule = every("90m"), concurrency = 1, auto_activate)]
pub async fn hourly(#[kickoff] time: DateTime<Utc>) -> Result<String, String> {
    dated(time, " is the year").await
}

#[launch_plan]
pub fn of_none(x: i64) -> (i64, String) {
    crate::plans::parts(x, None)
}

#[launch_plan]
pub fn with_a_name(name: Option<String>, x: i64) -> (i64, String) {
    parts(x, name)
}

#[workflow]
pub fn launched(x: i64) -> i64 {
    double(nightly(x))
}

#[workflow]
pub fn launched_with_a_constant() -> i64 {
    add(nightly(1), replaced(1, 2))
}

#[workflow]
pub fn launched_by_a_workflow(x: i64) -> (String, i64) {
    let (a, b) = of_none(launched(x));
    (b, a)
}

#[workflow]
pub fn launched_in_order(x: i64) -> i64 {
    #[node(in_order)]
    {
        let y = nightly(x);
        double(x);
        y
    }
}

#[workflow]
pub async fn launched_and_awaited(time: DateTime<Utc>) -> Result<String, String> {
    hourly(time).await
}
