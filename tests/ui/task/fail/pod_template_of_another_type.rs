#![allow(unused)]

use aileron::prelude::*;

fn large() -> String {
    "large".to_owned()
}

#[task(pod_template = large())]
fn step(x: i64) {}

fn main() {}
