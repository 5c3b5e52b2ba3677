#![allow(unused)]

use aileron::prelude::*;

#[task(retries = 5000000000)]
fn step() {}

fn main() {}
