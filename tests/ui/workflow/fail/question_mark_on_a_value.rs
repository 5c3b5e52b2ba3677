#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> Result<i64, String> {
    let y = double(x)?;
    Ok(y)
}

fn main() {}
