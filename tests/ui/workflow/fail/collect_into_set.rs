#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> i64 {
    let parts = [double(x), x];
    let set = parts.into_iter().collect::<std::collections::HashSet<i64>>();
    double(x)
}

fn main() {}
