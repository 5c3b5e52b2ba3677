#![allow(unused)]

use aileron::prelude::*;

#[task(retries = -1, timeout = "ten", labels(team = "two words"), cpu = "1")]
fn step(text: &str, (a, b): (i64, i64)) -> i64 { a + b }

fn main() {}
