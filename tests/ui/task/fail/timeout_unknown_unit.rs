#![allow(unused)]

use aileron::prelude::*;

#[task(timeout = "10 minuts")]
fn step() {}

fn main() {}
