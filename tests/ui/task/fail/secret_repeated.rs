#![allow(unused)]

use aileron::prelude::*;

#[task(secrets("db/password", "db/password"))]
fn step() {}

fn main() {}
