#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

macro_rules! twice {
    ($x:expr) => {
        $x
    };
}

#[workflow]
fn flow(x: i64) -> i64 {
    let y = twice!(double(x));
    y
}

fn main() {}
