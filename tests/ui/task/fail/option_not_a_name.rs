#![allow(unused)]

use aileron::prelude::*;

#[task(3)]
fn step() {}

fn main() {}
