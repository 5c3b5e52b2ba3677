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
    let (first, second) = (double(x), double(3));
    #[node(after(first))]
    #[node(after(second))]
    double(x)
}

fn main() {}
