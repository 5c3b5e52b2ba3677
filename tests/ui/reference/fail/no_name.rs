use aileron::prelude::*;

#[reference_launch_plan(project = "shop", version = "v2")]
fn mean(values: Vec<f64>) -> f64;

fn main() {}
