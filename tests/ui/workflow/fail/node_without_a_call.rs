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
    let y = double(x);
    #[node(after(y))]
    let z = y;
    double(z)
}

fn main() {}
