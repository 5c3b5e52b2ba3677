#![allow(unused)]

use aileron::prelude::*;

#[task(pod_template = x)]
fn step(x: i64) {}

fn main() {}
