#![allow(unused)]

use aileron::prelude::*;

#[task(secrets("db/password" = "x"))]
fn step() {}

fn main() {}
