#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step(text: &str, list: &[i64], map: &std::collections::HashMap<String, i64>) {}

fn main() {}
