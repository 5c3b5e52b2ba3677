#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn find(x: i64) -> Option<i64> {
    Some(x)
}

#[task]
fn lasts(x: i64) -> std::time::Duration {
    std::time::Duration::default()
}

#[workflow]
fn optional(x: i64) -> i64 {
    if find(x) == None { double(x) } else { x }
}

#[workflow]
fn asked(x: i64) -> i64 {
    if find(x).is_some() { double(x) } else { x }
}

#[workflow]
fn times(x: i64) -> i64 {
    if lasts(x) == lasts(double(x)) { double(x) } else { x }
}

#[workflow]
fn order(x: bool, y: bool) -> i64 {
    if x < y { double(1) } else { 3 }
}

fn main() {}
