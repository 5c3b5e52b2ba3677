#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step() -> Option<Result<i64, String>> {
    None
}

fn main() {}
