#![allow(unused)]

use aileron::prelude::*;

#[task]
fn list(x: i64) -> Vec<i64> {
    vec![x]
}

#[workflow]
fn flow(x: i64) -> i64 {
    list(x)
}

fn main() {}
