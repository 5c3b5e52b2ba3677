#![allow(unused)]

use aileron::prelude::*;

#[task(retries(2), timeout("10m"), env = { A = "b" }, labels { team = "core" }, secrets = ["db/password"])]
fn step() {}

#[task(cache = "1", requests = "2", interruptible(true), name("etl.step"), container_image["ubuntu:22.04"])]
fn other(x: i64) {}

fn main() {}
