use aileron::plugin::{Plugin, work};
use aileron::prelude::*;

struct Demo;

impl Plugin for Demo {
    type Work = work::AQuery;

    fn task_type(&self) -> &str {
        "demo"
    }
}

fn here(_: i64) -> Result<String, aileron::ExternalError> {
    Ok(String::new())
}

#[query_task(plugin = Demo, query = "SELECT $(1) {{.inputs.a}} INTO '{{.rawOutputDataPrefix}}/x'", local = here)]
fn one(a: i64) -> Result<String, aileron::ExternalError>;

#[query_task(query = "DROP {{.perRetryUniqueKey}}", plugin = { Demo }, retries = 2, cache(version = "1", ignore(x)))]
pub fn none(x: String, y: bool);

fn main() {}
