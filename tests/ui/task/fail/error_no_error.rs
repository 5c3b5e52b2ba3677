#![allow(unused)]

use aileron::prelude::*;

struct Broken;

#[task]
fn step() -> Result<i64, Broken> {
    Ok(1)
}

fn main() {}
