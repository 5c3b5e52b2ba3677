#![allow(unused)]

use aileron::prelude::*;

#[task(env("LEVEL=info", "DEPTH"), labels("example.com/depth" = 3), annotations(owner("me")))]
fn step() {}

fn main() {}
