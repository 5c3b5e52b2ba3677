use aileron::prelude::*;

fn mean(values: Vec<f64>) -> i64 {
    values.len() as i64
}

#[reference_task(name = "stats.mean", local = mean)]
fn of_another_type(values: Vec<f64>) -> f64;

#[reference_task(name = "stats.mean", local = mean)]
async fn not_async(values: Vec<f64>) -> i64;

#[reference_task(name = "stats.mean")]
fn with_an_unknown_error(values: Vec<f64>) -> Result<f64, std::num::ParseIntError>;

fn main() {}
