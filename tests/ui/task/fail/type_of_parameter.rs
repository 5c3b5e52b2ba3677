#![allow(unused)]

use aileron::prelude::*;

struct Model;

#[task]
fn step(model: Model) {}

fn main() {}
