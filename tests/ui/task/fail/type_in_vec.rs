#![allow(unused)]

use aileron::prelude::*;

struct Model;

#[task]
fn step(models: Vec<Model>) {}

fn main() {}
