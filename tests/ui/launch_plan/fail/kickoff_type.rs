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

#[launch_plan(schedule = "@daily")]
fn plan(#[kickoff] date: NaiveDate) {
    dated(date)
}

fn main() {}
