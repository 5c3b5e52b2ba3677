#![allow(unused)]

use aileron::prelude::*;

#[task(pod_template)]
fn step() {}

fn main() {}
