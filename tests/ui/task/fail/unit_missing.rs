#![allow(unused)]

use aileron::prelude::*;

#[task(timeout = 10, requests(mem = 2, ephemeral_storage = "512"), limits(mem = "500m"), shared_memory = "64")]
fn step() {}

#[task(timeout(1.5), requests(cpu = "2Gi"))]
fn other() {}

fn main() {}
