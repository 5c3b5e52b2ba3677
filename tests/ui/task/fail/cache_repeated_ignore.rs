#![allow(unused)]

use aileron::prelude::*;

#[task(cache(version = "1", ignore(seed, seed)))]
fn step(text: String, seed: i64) {}

fn main() {}
