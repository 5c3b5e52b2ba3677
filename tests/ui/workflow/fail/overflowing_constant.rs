#![allow(unused)]

use aileron::prelude::*;

#[task]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

#[task]
fn small(x: u8) -> i64 {
    i64::from(x)
}

#[workflow]
fn flow(x: i64) -> i64 {
    add(300, x);
    let y = small(300);
    y
}

fn main() {}
