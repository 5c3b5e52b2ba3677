#![allow(unused)]

use aileron::prelude::*;

#[task(retries = "2")]
fn text() {}

#[task(retries = 2.0)]
fn fraction() {}

fn main() {}
