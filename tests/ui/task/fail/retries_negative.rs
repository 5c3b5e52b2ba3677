#![allow(unused)]

use aileron::prelude::*;

#[task(retries = -1)]
fn step() {}

fn main() {}
