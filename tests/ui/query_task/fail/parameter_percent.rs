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

#[query_task(
    plugin = Demo,
    query = "SELECT * FROM days WHERE day > %(sicne)s AND name LIKE 'a%' AND share LIKE '1%%'",
)]
fn sales(since: String, least: i64);

fn main() {}
