#![allow(unused)]

use aileron::prelude::*;

#[task]
fn check(x: i64) -> Result<i64, String> {
    Ok(x)
}

#[workflow]
fn flow(x: i64) -> i64 {
    check(x).unwrap()
}

fn main() {}
