#![allow(unused)]

use aileron::prelude::*;

#[task(retries = 1.5)]
fn step() {}

fn main() {}
