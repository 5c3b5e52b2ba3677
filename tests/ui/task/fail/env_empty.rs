#![allow(unused)]

use aileron::prelude::*;

#[task(env())]
fn step() {}

fn main() {}
