#![allow(unused)]

use aileron::prelude::*;

#[task(name = etl.step, timeout = 10m, requests(mem = 2Gi, cpu = 500m))]
fn step() {}

#[task(container_image = ubuntu:latest)]
fn image() {}

#[task(secrets(db/password))]
fn secret() {}

#[task(labels(example.com/team = "core"))]
fn label() {}

#[task(env(LOG-LEVEL = "info"))]
fn variable() {}

fn main() {}
