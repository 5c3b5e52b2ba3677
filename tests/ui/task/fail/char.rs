#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step(x: char) {}

fn main() {}
