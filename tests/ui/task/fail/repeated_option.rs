#![allow(unused)]

use aileron::prelude::*;

#[task(retries = 1, retries = 2)]
fn step() {}

fn main() {}
