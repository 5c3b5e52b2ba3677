//! References to what is registered on Flyte, and the types that they need.
//!
//! The verb `bindings` wrote this file. Write it again instead of changing it.

#![allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    missing_docs,
    non_camel_case_types,
    non_snake_case,
    rustdoc::all,
    unused_imports
)]

use aileron::chrono::{DateTime, Utc};
use aileron::prelude::*;

pub mod nightly {
    use super::*;

    /// Compares one region with all, each in an execution of its own.
    #[reference_workflow(name = "nightly.comparison")]
    pub fn comparison(time: DateTime<Utc>) -> (i64, i64);

    /// The day before a time.
    #[reference_task(name = "nightly.day_before")]
    pub fn day_before(time: DateTime<Utc>) -> DateTime<Utc>;

    /// Adds up the sales of the day before.
    #[reference_workflow(name = "nightly.report")]
    pub fn report(least: i64, regions: Vec<String>, time: DateTime<Utc>) -> i64;

    /// The sales of a day, which a real task would read from a table.
    #[reference_task(name = "nightly.sales")]
    pub fn sales(day: DateTime<Utc>, regions: Vec<String>) -> Vec<i64>;

    /// The sum of the sales that are large enough.
    #[reference_task(name = "nightly.total")]
    pub fn total(least: i64, sales: Vec<i64>) -> i64;
}

pub mod sales {
    use super::*;

    /// The launch plan `sales.nightly`.
    ///
    /// It launches the workflow `nightly.report`.
    ///
    /// Defaults: `least` is `10`.
    ///
    /// Fixed: `regions` is `["north","south","overseas"]`.
    #[reference_launch_plan(name = "sales.nightly")]
    pub fn nightly(least: i64, time: DateTime<Utc>) -> i64;

    /// The launch plan `sales.north`.
    ///
    /// It launches the workflow `nightly.report`.
    ///
    /// Fixed: `least` is `0`, `regions` is `["north"]`.
    #[reference_launch_plan(name = "sales.north")]
    pub fn north(time: DateTime<Utc>) -> i64;
}
