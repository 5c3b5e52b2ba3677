use aileron::prelude::*;

#[query_task(query = "SELECT 1")]
fn one();

fn main() {}
