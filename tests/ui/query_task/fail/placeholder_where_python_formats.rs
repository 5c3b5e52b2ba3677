use aileron::plugin::{Parameters, Plugin, work};
use aileron::prelude::*;

struct Demo;

impl Plugin for Demo {
    type Work = work::Query;

    const PARAMETERS: Parameters = Parameters::Percent;

    fn task_type(&self) -> &str {
        "demo"
    }
}

#[query_task(plugin = Demo, query = "DROP {{.perRetryUniqueKey}}")]
fn filled();

fn main() {}
