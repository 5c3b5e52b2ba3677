use aileron::plugin::{Plugin, work};
use aileron::prelude::*;

struct Demo;

impl Plugin for Demo {
    type Work = work::Query;

    fn task_type(&self) -> &str {
        "demo"
    }
}

#[query_task(plugin = Demo)]
fn one();

fn main() {}
