#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn check(x: i64) -> Result<i64, String> {
    Ok(x)
}

#[workflow]
fn flow(x: i64) -> Result<i64, String> {
    Ok(double(check(x)))
}

fn main() {}
