#![allow(unused)]

use aileron::prelude::*;

#[task(secrets("password"))]
fn step() {}

fn main() {}
