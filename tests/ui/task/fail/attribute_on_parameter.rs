#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step(#[cfg(unix)] x: i64) {}

fn main() {}
