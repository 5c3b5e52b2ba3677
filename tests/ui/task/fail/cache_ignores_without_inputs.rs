#![allow(unused)]

use aileron::prelude::*;

#[task(cache(version = "1", ignore(seed)))]
fn step() {}

fn main() {}
