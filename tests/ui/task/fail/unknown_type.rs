#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step(x: Modle) {}

fn main() {}
