#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> i64 {
    match 3 {
        #[cfg(unix)]
        3 => double(x),
        _ => x,
    }
}

fn main() {}
