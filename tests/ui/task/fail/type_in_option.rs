#![allow(unused)]

use aileron::prelude::*;

struct Model;

#[task]
fn step(model: Option<Model>) {}

fn main() {}
