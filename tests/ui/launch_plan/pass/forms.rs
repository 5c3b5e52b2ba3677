//! Every form of a launch plan.
#![deny(warnings, clippy::pedantic)]

use aileron::chrono::{DateTime, Utc};
use aileron::prelude::*;

mod etl {
    use aileron::prelude::*;

    #[task]
    pub fn add(x: i64, text: String, list: Vec<i64>) -> i64 {
        x + text.len() as i64 + list.len() as i64
    }

    #[workflow]
    pub fn sum(x: i64, text: String, list: Vec<i64>) -> i64 {
        add(x, text, list)
    }

    #[workflow]
    pub async fn tried(x: i64) -> Result<i64, String> {
        Ok(add(x, "", vec![]))
    }

    #[workflow]
    pub fn unit(x: Option<i64>) {
        nothing(x);
    }

    #[task]
    fn nothing(x: Option<i64>) {
        let _ = x;
    }
}

const THREE: i64 = 3;

/// With docs, options of every kind, and constants of every kind.
#[launch_plan(
    name = "etl.nightly",
    schedule = "CRON_TZ=America/New_York 0 6 1-15/2,28 JAN-JUN *",
    notifications(email(to = ["a@acme.org", "b@acme.org"], on(failed, timed_out)), email(to = ["c@acme.org"], on(succeeded))),
    labels(team = "etl", "acme.org/cost" = "12"),
    annotations(owner = "the night shift"),
    raw_output_data_prefix = "s3://bucket/raw",
    max_parallelism = 10,
    concurrency = 1,
    service_account = "etl",
    iam_role = "arn:aws:iam::123456789012:role/etl",
    overwrite_cache,
    auto_activate = false
)]
fn nightly(
    /// What is added.
    #[default(vec![1, 2])]
    list: Vec<i64>,
) -> i64 {
    etl::sum(THREE + 1, "text", list)
}

#[launch_plan(schedule = "@every 1h30m")]
async fn tried() -> Result<i64, String> {
    etl::tried(-3).await
}

#[launch_plan(schedule = every("1d"))]
async fn tried_again() -> Result<i64, String> {
    Ok(etl::tried(i64::from(3_u8)).await?)
}

#[launch_plan(schedule = "@weekly")]
fn unit(x: Option<i64>) {
    etl::unit(x);
}

#[task]
fn date(time: DateTime<Utc>) -> String {
    time.to_rfc3339()
}

#[workflow]
fn dated(time: DateTime<Utc>) -> String {
    date(time)
}

#[launch_plan(schedule = every("10m"))]
fn often(#[kickoff] time: DateTime<Utc>) -> String {
    dated(time)
}

#[workflow]
fn nested(list: Vec<i64>) -> Result<i64, String> {
    unit(None);
    Ok(nightly(list))
}

fn main() {
    assert_eq!(nightly(vec![1]), 9);
    assert_eq!(nested(vec![]), Ok(8));
    let _ = (tried, tried_again, often);
}
