#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn maybe(x: i64) -> Option<i64> {
    Some(x)
}

#[workflow]
fn flow(x: i64) -> i64 {
    if let Some(y) = maybe(x) { double(y) } else { x }
}

fn main() {}
