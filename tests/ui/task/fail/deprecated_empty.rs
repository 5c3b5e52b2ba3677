#![allow(unused)]

use aileron::prelude::*;

#[task(deprecated = "")]
fn step() {}

fn main() {}
