#![allow(unused)]

use aileron::prelude::*;

#[task(retries = )]
fn step() {}

fn main() {}
