//! Settings of single nodes.

use crate::tasks::{double, split};
use aileron::prelude::*;

/// Fails in the first two attempts of a run.
#[task]
fn third_time(x: i64) -> Result<i64, Recoverable> {
    match Context::current().attempt() {
        attempt if attempt < 2 => Err(Recoverable("not yet")),
        attempt => Ok(x + i64::from(attempt)),
    }
}

#[task(retries = 5, timeout = "1h", interruptible, requests(cpu = "1"))]
fn patient(x: i64) -> i64 {
    x
}

#[workflow]
pub fn retried(x: i64) -> Result<i64, Recoverable> {
    #[node(retries = 2)]
    let y = third_time(x)?;
    Ok(y)
}

#[workflow]
pub fn of_everything(x: i64) -> i64 {
    #[node(
        name = "the first one",
        retries = 3,
        timeout = "90s",
        interruptible = false,
        cache(version = "7", serialize),
        requests(cpu = "2", mem = "1Gi"),
        limits(cpu = "2", gpu = "1"),
        accelerator = aileron::accelerators::T4,
        shared_memory = "2Gi",
        container_image = "ghcr.io/acme/other:v2"
    )]
    double(x)
}

#[workflow]
pub fn on_every_statement(x: i64) -> i64 {
    #[node(retries = 0)]
    let y = patient(x);
    #[node(name = "pair")]
    let (tens, _) = split(y);
    let mut last;
    #[node(name = "assigned")]
    last = double(tens);
    #[node(name = "alone", after(last))]
    double(x);
    for step in 0..2 {
        #[node(name = "in a loop")]
        last = double(step);
    }
    #[node(name = "branch", timeout = "1m")]
    let z = if last > 3 {
        #[node(name = "arm")]
        double(last)
    } else {
        3
    };
    #[node(name = "workflow", timeout = "1h")]
    let z = inner(z);
    #[node(name = "the last one")]
    patient(z)
}

#[workflow]
fn inner(x: i64) -> i64 {
    double(x)
}

/// The tasks of an arm of several calls may be interrupted, as those beside the branch.
#[workflow(interruptible)]
pub fn interruptible_arms(x: i64) -> i64 {
    if x > 3 { double(double(x)) } else { x }
}
