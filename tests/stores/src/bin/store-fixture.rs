//! Tasks on data in stores.
use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn fail(x: i64) -> Result<i64, String> {
    Err(format!("not with {x}"))
}

aileron::main!();
