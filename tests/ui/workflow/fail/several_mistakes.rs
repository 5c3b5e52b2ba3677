#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> i64 {
    let y = double(x) + 1;
    let z = double(y) * 2;
    if z > 3 { x } else { z }
}

fn main() {}
