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
    let ready = setup();
    double(
        #[node(after(ready))]
        double(x),
    )
}

fn main() {}
