use aileron::plugin::{Plugin, work};
use aileron::prelude::*;

struct Demo;

impl Plugin for Demo {
    type Work = work::Program;

    fn task_type(&self) -> &str {
        "demo"
    }
}

fn twice(x: i64) -> i64 {
    x * 2
}

#[task(plugin = Demo, local = twice)]
fn double(x: i64) -> i64 {
    x * 2
}

fn main() {}
