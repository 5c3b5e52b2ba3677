use aileron::prelude::*;

#[reference_task(project = "shop", domain = "production", name = "stats.mean", version = "v2")]
fn mean(values: Vec<f64>, #[default(2)] digits: i64) -> f64;

fn main() {}
