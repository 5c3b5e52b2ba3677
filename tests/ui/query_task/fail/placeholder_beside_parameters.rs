use aileron::plugin::{Parameters, Plugin, work};
use aileron::prelude::*;

struct Demo;

impl Plugin for Demo {
    type Work = work::Query;

    const PARAMETERS: Parameters = Parameters::At;

    fn task_type(&self) -> &str {
        "demo"
    }
}

#[query_task(plugin = Demo, query = "SELECT {{.inputs.x}}")]
fn filled(x: i64);

fn main() {}
