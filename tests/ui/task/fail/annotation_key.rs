#![allow(unused)]

use aileron::prelude::*;

#[task(annotations("a/b/c" = "x"))]
fn step() {}

fn main() {}
