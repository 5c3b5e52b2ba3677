#![allow(unused)]

use aileron::prelude::*;

#[task(script = "true", arguments = ["a"])]
fn step() {}

fn main() {}
