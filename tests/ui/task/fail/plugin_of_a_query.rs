use aileron::plugin::{Plugin, work};
use aileron::prelude::*;

struct Demo;

impl Plugin for Demo {
    type Work = work::Query;

    fn task_type(&self) -> &str {
        "demo"
    }
}

#[task(plugin = Demo)]
fn double(x: i64) -> i64;

fn main() {}
