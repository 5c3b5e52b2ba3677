#![allow(unused)]

use aileron::prelude::*;

#[task("etl.step", cache("1"), secrets(db = "password"))]
fn step(x: i64) {}

fn main() {}
