#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

const LARGE: bool = true;

#[workflow]
fn mixes(x: i64) -> i64 {
    if LARGE && x > 3 { double(x) } else { x }
}

#[workflow]
fn calculates(x: i64) -> i64 {
    if x + 1 > 3 { double(x) } else { x }
}

#[workflow]
fn guard_calls(x: i64) -> i64 {
    match x {
        1 => x,
        n if double(n) > 3 => n,
        _ => double(x),
    }
}

#[workflow]
fn constant_guard(x: i64) -> i64 {
    match x {
        1 if LARGE => x,
        _ => double(x),
    }
}

#[workflow]
fn looks_inside(x: Option<i64>) -> i64 {
    match x {
        Some(y) => double(y),
        None => 1,
    }
}

fn main() {}
