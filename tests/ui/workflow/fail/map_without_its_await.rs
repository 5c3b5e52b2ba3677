#![allow(unused)]

use aileron::prelude::*;

#[task]
async fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
async fn flow(xs: Vec<i64>) -> Vec<i64> {
    map(double, xs)
}

fn main() {}
