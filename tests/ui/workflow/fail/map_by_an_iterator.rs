#![allow(unused)]

use aileron::prelude::*;

#[task]
fn scale(x: i64, by: i64) -> Result<i64, String> {
    Ok(x * by)
}

#[task]
fn square(x: i64) -> Result<i64, String> {
    Ok(x * x)
}

#[workflow]
fn flow(xs: Vec<i64>, by: i64) -> Result<Vec<i64>, String> {
    let squares = xs.into_iter().map(square).collect::<Result<Vec<_>, _>>()?;
    Ok(squares)
}

#[workflow]
fn with_a_closure(xs: Vec<i64>, by: i64) -> Result<Vec<i64>, String> {
    xs.into_iter().map(|x| scale(x, by)).collect()
}

fn main() {}
