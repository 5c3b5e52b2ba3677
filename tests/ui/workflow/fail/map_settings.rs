#![allow(unused)]

use aileron::prelude::*;

#[task]
fn root(x: i64) -> Result<f64, String> {
    Ok((x as f64).sqrt())
}

#[workflow]
fn flow(xs: Vec<i64>) -> Vec<Option<f64>> {
    #[node(concurrency = 0)]
    let a = map_some(root, xs.clone());
    #[node(concurrency = "4")]
    let a = map_some(root, xs.clone());
    #[node(min_successes = -1)]
    let a = map_some(root, xs.clone());
    #[node(min_success_ratio = 1.5)]
    let a = map_some(root, xs.clone());
    #[node(min_success_ratio = "0.5")]
    let a = map_some(root, xs.clone());
    #[node(min_successes = 2, min_success_ratio = 0.5)]
    let a = map_some(root, xs.clone());
    #[node(parallelism = 2)]
    map_some(root, xs)
}

fn main() {}
