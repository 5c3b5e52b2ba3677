#![allow(unused)]

use aileron::prelude::*;

/// Splits a number.
///
/// # Returns
///
/// - the tens
/// - the rest
/// - whether there is one
#[task]
fn split(number: i64) -> Result<(i64, i64), String> {
    Ok((number / 10, number % 10))
}

/// # Returns
///
/// - `o0`: the tens
/// - `rest`: the rest
#[task]
fn named(number: i64) -> (i64, i64) {
    (number / 10, number % 10)
}

fn main() {}
