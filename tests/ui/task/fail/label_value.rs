#![allow(unused)]

use aileron::prelude::*;

#[task(labels(team = "two words"))]
fn step() {}

fn main() {}
