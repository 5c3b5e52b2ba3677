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
    #[node(in_order, retries = 3)]
    {
        setup();
        double(x)
    }
}

fn main() {}
