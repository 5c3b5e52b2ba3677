#![allow(unused)]

use aileron::prelude::*;

#[task(cache(serialize))]
fn step(x: i64) {}

fn main() {}
