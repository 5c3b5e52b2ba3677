use aileron::plugin::{Plugin, work};
use aileron::prelude::*;

struct Demo;

impl Plugin for Demo {
    type Work = work::Service;

    fn task_type(&self) -> &str {
        "demo"
    }
}

fn twice(x: f64) -> f64 {
    x * 2.0
}

#[task(plugin = Demo, local = twice)]
fn double(x: i64) -> i64;

fn main() {}
