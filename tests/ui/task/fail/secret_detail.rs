#![allow(unused)]

use aileron::prelude::*;

#[task(secrets("db/password"(envvar = "X")))]
fn step() {}

fn main() {}
