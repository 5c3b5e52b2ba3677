#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step() -> Result<i64, Box<dyn std::error::Error>> {
    Ok(1)
}

fn main() {}
