#![allow(unused)]

use aileron::prelude::*;

#[task]
fn setup() {}

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> i64 {
    #[node(retries = 3)]
    let y = double(double(x));
    y
}

fn main() {}
