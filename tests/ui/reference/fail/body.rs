use aileron::prelude::*;

#[reference_workflow(name = "stats.mean")]
fn mean(values: Vec<f64>) -> f64 {
    values.iter().sum()
}

fn main() {}
