#![allow(unused)]

use aileron::prelude::*;

struct Model;

#[task]
fn step() -> Result<Model, String> {
    Ok(Model)
}

fn main() {}
