#![allow(unused)]

use aileron::prelude::*;

#[task(retries = RETRIES)]
fn step() {}

fn main() {}
