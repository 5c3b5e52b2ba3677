use aileron::prelude::*;

#[reference_task(project = "My Shop", name = "stats.mean")]
fn in_no_project(values: Vec<f64>) -> f64;

#[reference_task(domain = "the domain", name = "stats.mean")]
fn in_no_domain(values: Vec<f64>) -> f64;

#[reference_task(name = "stats.mean", version = "1.0.0+g3f2a")]
fn in_no_version(values: Vec<f64>) -> f64;

#[reference_task(name = "stats..mean")]
fn of_no_name(values: Vec<f64>) -> f64;

fn main() {}
