#![allow(unused)]

use aileron::prelude::*;

#[task]
fn flag(x: i64) -> bool {
    x > 0
}

#[workflow]
fn flow(x: i64) -> i64 {
    assert!(flag(x));
    x
}

fn main() {}
