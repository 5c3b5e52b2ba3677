#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

struct Model;

#[workflow]
fn flow(x: i64) -> Model {
    double(x);
    Model
}

fn main() {}
