#![allow(unused)]

use aileron::prelude::*;

#[task(retries = "three")]
fn step() {}

fn main() {}
