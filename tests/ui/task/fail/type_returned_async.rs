#![allow(unused)]

use aileron::prelude::*;

struct Model;

#[task]
async fn step() -> Model {
    Model
}

fn main() {}
