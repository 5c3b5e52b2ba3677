#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
async fn later(x: i64) -> i64 {
    x
}

#[workflow]
fn flow(x: i64) -> i64 {
    let _unused = later(x);
    double(x)
}

fn main() {}
