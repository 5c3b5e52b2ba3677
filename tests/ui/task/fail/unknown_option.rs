#![allow(unused)]

use aileron::prelude::*;

#[task(retires = 3)]
fn step() {}

fn main() {}
