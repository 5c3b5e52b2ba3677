use aileron::chrono::{DateTime, NaiveDate, Utc};
use aileron::prelude::*;

#[task]
fn day(time: DateTime<Utc>, other: DateTime<Utc>) -> String {
    format!("{time}{other}")
}

#[workflow]
fn days(time: DateTime<Utc>, other: DateTime<Utc>) -> String {
    day(time, other)
}

#[task]
fn on(date: NaiveDate) {}

#[workflow]
fn dated(date: NaiveDate) {
    on(date)
}

#[launch_plan]
fn without_schedule(#[kickoff] time: DateTime<Utc>, other: DateTime<Utc>) -> String {
    days(time, other)
}

#[launch_plan(schedule = "@daily")]
fn two(#[kickoff] time: DateTime<Utc>, #[kickoff] other: DateTime<Utc>) -> String {
    days(time, other)
}

#[launch_plan(schedule = "@daily")]
fn value(#[kickoff = true] time: DateTime<Utc>, #[default(DateTime::UNIX_EPOCH)] other: DateTime<Utc>) -> String {
    days(time, other)
}

#[task]
fn in_a_task(#[kickoff] time: DateTime<Utc>) {}

#[workflow]
fn in_a_workflow(#[kickoff] time: DateTime<Utc>) -> String {
    day(time, time)
}

fn main() {}
