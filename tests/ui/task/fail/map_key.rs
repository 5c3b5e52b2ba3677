#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step(map: std::collections::HashMap<bool, i64>) {}

fn main() {}
