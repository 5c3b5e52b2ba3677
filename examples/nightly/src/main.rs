//! A report of sales that Flyte makes every night, and one for any day that someone asks for.

use aileron::chrono::{DateTime, NaiveDate, Utc};
use aileron::prelude::*;

/// The day before a time.
#[task]
fn day_before(time: DateTime<Utc>) -> Result<NaiveDate, String> {
    time.date_naive().pred_opt().ok_or_else(|| format!("{time} is the first day of all"))
}

/// The sales of a day, which a real task would read from a table.
#[task]
fn sales(day: NaiveDate, regions: Vec<String>) -> Vec<i64> {
    let seed = i64::from(day.format("%j").to_string().parse::<u16>().unwrap_or_default());
    regions.iter().map(|region| seed * region.len() as i64).collect()
}

/// The sum of the sales that are large enough.
#[task]
fn total(sales: Vec<i64>, least: i64) -> i64 {
    sales.into_iter().filter(|sale| *sale >= least).sum()
}

/// Adds up the sales of the day before.
#[workflow]
fn report(time: DateTime<Utc>, regions: Vec<String>, least: i64) -> Result<i64, String> {
    let day = day_before(time)?;
    Ok(total(sales(day, regions), least))
}

/// Every morning at six in Berlin: all regions, and a mail if it fails.
#[launch_plan(
    name = "sales.nightly",
    schedule = "CRON_TZ=Europe/Berlin 0 6 * * MON-SAT",
    notifications(email(to = ["sales@example.com"], on(failed, timed_out))),
    labels(team = "sales"),
    concurrency = 1
)]
fn nightly(#[kickoff] time: DateTime<Utc>, #[default(10)] least: i64) -> Result<i64, String> {
    report(time, vec!["north", "south", "overseas"], least)
}

/// The same for one region, whenever someone launches it.
#[launch_plan(name = "sales.north", max_parallelism = 4)]
fn north(time: DateTime<Utc>) -> Result<i64, String> {
    report(time, vec!["north"], 0)
}

/// Compares one region with all, each in an execution of its own.
#[workflow]
fn comparison(time: DateTime<Utc>) -> Result<(i64, i64), String> {
    let one = north(time)?;
    let all = nightly(time, 0)?;
    Ok((one, all))
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plans_are_functions() {
        let time = "2026-11-30T05:00:00Z".parse().expect("a time");
        assert_eq!(comparison(time), Ok((1_665, 5_994)));
    }
}
