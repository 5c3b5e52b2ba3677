#![allow(unused)]

use aileron::prelude::*;

#[task(secrets("db/pass word"))]
fn step() {}

fn main() {}
