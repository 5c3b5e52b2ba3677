use aileron::prelude::*;

#[query_task(query = "SELECT 1")]
fn one() -> i64;

fn main() {}
