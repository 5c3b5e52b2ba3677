#![allow(unused)]

use aileron::prelude::*;

#[task(labels("-team" = "core"))]
fn step() {}

fn main() {}
