#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step(_: i64) {}

fn main() {}
