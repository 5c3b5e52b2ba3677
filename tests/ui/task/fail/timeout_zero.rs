#![allow(unused)]

use aileron::prelude::*;

#[task(timeout = "0s")]
fn step() {}

fn main() {}
