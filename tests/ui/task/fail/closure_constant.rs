#![allow(unused)]

use aileron::prelude::*;

#[task]
const STEP: fn(i64) -> i64 = |x| x;

fn main() {}
