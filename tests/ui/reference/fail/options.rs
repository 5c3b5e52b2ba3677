use aileron::prelude::*;

#[reference_task(name = "stats.mean", retries = 3)]
fn with_settings_of_a_task(values: Vec<f64>) -> f64;

#[reference_task("stats.mean")]
fn with_a_name_alone(values: Vec<f64>) -> f64;

#[reference_task(name = "stats.mean", versoin = "v1")]
fn with_a_mistyped_option(values: Vec<f64>) -> f64;

#[reference_task(name = "stats.mean", version = VERSION)]
fn with_a_constant(values: Vec<f64>) -> f64;

#[task(version = "v1")]
fn task_with_a_version() {}

const VERSION: &str = "v1";

fn main() {}
