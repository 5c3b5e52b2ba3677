#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> i64 {
    let parts = vec![double(x), x];
    if parts.contains(&3) { x } else { double(x) }
}

fn main() {}
