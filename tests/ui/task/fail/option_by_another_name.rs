#![allow(unused)]

use aileron::prelude::*;

#[task(retry = 2, image = "ubuntu:22.04", environment(A = "b"), memory = "1Gi", schedule = "0 6 * * *")]
fn step() {}

#[task(secrets("db/password"(env = "DB")), requests(cpus = "2", memory = "1Gi", disk = "1Gi"))]
fn other() {}

fn main() {}
