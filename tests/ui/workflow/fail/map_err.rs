use aileron::prelude::*;

#[task]
fn check(x: i64) -> Result<i64, String> {
    Ok(x)
}

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> Result<i64, String> {
    let y = check(x).map_err(|error| format!("no {x}: {error}"))?;
    Ok(double(y))
}

fn main() {}
