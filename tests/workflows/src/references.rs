//! References to what is registered elsewhere, each with what replaces it on this machine.

use crate::branches::is_even;
use crate::tasks::{add, double};
use aileron::prelude::*;
use std::error::Error;
use std::future::ready;

fn twice(x: i64) -> i64 {
    x * 2
}

#[reference_task(project = "far", domain = "away", name = "elsewhere.double", version = "v1", local = twice)]
pub fn far_double(x: i64) -> i64;

async fn halves(x: i64) -> Result<(i64, i64), String> {
    ready(()).await;
    if x < 0 { Err(format!("{x} is below zero")) } else { Ok((x / 2, x - x / 2)) }
}

#[reference_task(name = "elsewhere.halves", local = halves)]
pub async fn far_halves(x: i64) -> Result<(i64, i64), String>;

/// What a Python task may call its inputs.
#[reference_task(name = "elsewhere.odd-names", local = |r#type, _x, X1, größe| r#type + _x + X1 + größe)]
#[allow(non_snake_case)]
pub fn odd_names(r#type: i64, _x: i64, X1: i64, größe: i64) -> i64;

#[reference_task(project = "far", domain = "away", name = "elsewhere.notify", version = "v1", local = |_| {})]
pub fn far_notify(text: String);

fn sum(parts: Vec<i64>) -> i64 {
    parts.iter().sum()
}

#[reference_workflow(project = "far", domain = "away", name = "elsewhere.sum", version = "v1", local = sum)]
pub fn far_sum(parts: Vec<i64>) -> i64;

async fn nightly(x: i64) -> Result<i64, anyhow::Error> {
    Ok(x + 100)
}

#[reference_launch_plan(project = "far", domain = "away", name = "elsewhere.nightly", version = "v1", local = nightly)]
pub async fn far_nightly(x: i64) -> Result<i64, anyhow::Error>;

#[workflow]
pub fn of_a_task(x: i64) -> i64 {
    add(far_double(x), far_double(double(x)))
}

#[workflow]
pub async fn of_each_kind(x: i64) -> Result<i64, Box<dyn Error + Send + Sync>> {
    let (one, other) = far_halves(x).await?;
    let sum = far_sum(vec![one, other, 3]);
    Ok(far_nightly(sum).await?)
}

#[workflow]
pub fn alone(x: i64) -> i64 {
    odd_names(x, 20, 300, 4_000)
}

#[workflow]
pub fn in_arms(x: i64) -> i64 {
    if is_even(x) { far_double(x) } else { far_sum(vec![x, 1]) }
}

#[workflow]
pub fn in_order(x: i64) -> i64 {
    let told = far_notify("begin");
    #[node(after(told), retries = 2, timeout = "5m", requests(cpu = "2"), name = "elsewhere")]
    let y = far_double(x);
    #[node(timeout = "1h", name = "all of it")]
    let sum = far_sum(vec![y]);
    sum
}
