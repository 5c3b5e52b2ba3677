#![allow(unused)]

use aileron::prelude::*;

struct Model;

#[task]
fn step() -> Model {
    Model
}

fn main() {}
