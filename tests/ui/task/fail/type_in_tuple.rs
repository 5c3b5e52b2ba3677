#![allow(unused)]

use aileron::prelude::*;

struct Model;

#[task]
fn step() -> (i64, Model) {
    (1, Model)
}

fn main() {}
