#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step(map: std::collections::HashMap<i64, i64>) {}

fn main() {}
