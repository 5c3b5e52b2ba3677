#![allow(unused)]

use aileron::prelude::*;

#[task(secrets("db/password"(mount = "fille")))]
fn step() {}

fn main() {}
