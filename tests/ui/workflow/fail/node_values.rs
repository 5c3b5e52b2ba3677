#![allow(unused)]

use aileron::prelude::*;

#[task]
fn setup() {}

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn flow(x: i64) -> i64 {
    #[node(retries = -1)]
    let y = double(x);
    #[node(timeout = 3)]
    let y = double(y);
    #[node(requests(cpu = "2"), limits(cpu = "1"))]
    let y = double(y);
    #[node(container_image = "{{.image.gpu.fqn}}")]
    let y = double(y);
    #[node(name = "")]
    let y = double(y);
    #[node(env(KEY = "value"))]
    double(y)
}

fn main() {}
