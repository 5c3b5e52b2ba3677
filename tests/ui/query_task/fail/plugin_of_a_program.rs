use aileron::plugin::{Plugin, work};
use aileron::prelude::*;

struct Demo;

impl Plugin for Demo {
    type Work = work::Program;

    fn task_type(&self) -> &str {
        "demo"
    }
}

#[query_task(plugin = Demo, query = "SELECT 1")]
fn one();

fn main() {}
