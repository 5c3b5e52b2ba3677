#![allow(unused)]

use aileron::prelude::*;

#[task(retries = 1 timeout = "1m")]
fn step() {}

fn main() {}
