use aileron::prelude::*;

#[task]
fn check(x: i64) -> Result<i64, String> {
    Ok(x)
}

#[task]
fn maybe(x: i64) -> Option<i64> {
    Some(x)
}

#[task]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

#[workflow]
fn flow(x: i64) -> i64 {
    add(check(x).unwrap_or_default(), maybe(x).unwrap_or(0))
}

fn main() {}
