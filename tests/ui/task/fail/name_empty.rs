#![allow(unused)]

use aileron::prelude::*;

#[task(name = "")]
fn step() {}

fn main() {}
