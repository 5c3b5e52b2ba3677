//! Tasks that wait until their requests fit.

use super::super::{Amounts, Options, run};
use super::{entity, options};
use crate::FlyteType;
use crate::prelude::*;
use crate::setup::Setup;
use aileron_grammar::Quantity;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How many tasks are under way, and the largest number so far.
struct Count(AtomicUsize, AtomicUsize);

impl Count {
    const fn new() -> Self {
        Count(AtomicUsize::new(0), AtomicUsize::new(0))
    }

    fn begin(&self) {
        self.1.fetch_max(self.0.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
    }

    fn end(&self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }

    fn most(&self) -> usize {
        self.1.load(Ordering::SeqCst)
    }
}

static PLAIN: Count = Count::new();

#[task(requests(cpu = "1500m"))]
fn plain(x: i64) -> i64 {
    PLAIN.begin();
    std::thread::sleep(Duration::from_millis(5));
    PLAIN.end();
    x
}

#[workflow]
fn plain_nodes(x: i64) -> (i64, i64, i64, i64) {
    (plain(x), plain(x), plain(x), plain(plain(x)))
}

static ELEMENTS: Count = Count::new();

#[task(requests(mem = "1Gi"))]
fn element(x: i64) -> i64 {
    ELEMENTS.begin();
    std::thread::sleep(Duration::from_millis(2));
    ELEMENTS.end();
    x
}

#[workflow]
fn elements(xs: Vec<i64>) -> Vec<i64> {
    map(element, xs)
}

static LATER: Count = Count::new();

#[task(limits(cpu = "1"))]
async fn later(x: i64) -> i64 {
    LATER.begin();
    tokio::time::sleep(Duration::from_millis(5)).await;
    LATER.end();
    x
}

#[workflow]
async fn async_elements(xs: Vec<i64>) -> Vec<i64> {
    map(later, xs).await
}

#[workflow]
async fn async_nodes(x: i64) -> (i64, i64, i64) {
    (later(x).await, later(x).await, later(x).await)
}

static LARGE: Count = Count::new();

#[task(requests(cpu = "64"))]
fn large(x: i64) -> i64 {
    LARGE.begin();
    std::thread::sleep(Duration::from_millis(5));
    LARGE.end();
    x
}

/// It may run beside those that are counted, in a test of its own.
#[task(requests(cpu = "64"))]
fn uncounted(x: i64) -> i64 {
    x
}

#[task(requests(cpu = "500m"))]
fn refuse(x: i64) -> Result<i64, String> {
    Err(format!("{x} is refused"))
}

#[workflow]
fn large_ones(x: i64) -> (i64, i64, i64) {
    (large(x), large(x), large(x))
}

#[workflow]
fn refused(x: i64) -> Result<(i64, i64, i64), String> {
    Ok((refuse(x)?, uncounted(x), uncounted(x)))
}

fn amount(text: &str) -> Quantity {
    text.parse().expect("an amount")
}

/// Runs an entity of these tests on eight workers, which have two CPUs and 3 GiB.
fn given(tail: &str, input: impl FlyteType) -> Result<usize, String> {
    let resources = Some(Amounts::ALL.with_cpu(&amount("2")).with_memory(&amount("3Gi")));
    let input = input.into_literal().expect("an input");
    let options = Options { resources, ..options(8, &[]) };
    let ended = run(entity(&format!("tokens.{tail}")), vec![input], options, Setup::default());
    ended.map(|outputs| outputs.len()).map_err(|error| error.to_string())
}

#[test]
fn nodes_wait_until_their_requests_fit() {
    assert_eq!(given("plain_nodes", 1_i64), Ok(4));
    assert_eq!(PLAIN.most(), 1);
}

#[test]
fn elements_of_a_map_wait_until_their_requests_fit() {
    assert_eq!(given("elements", (0..40).collect::<Vec<i64>>()), Ok(1));
    assert!((2..=3).contains(&ELEMENTS.most()), "{}", ELEMENTS.most());
}

#[test]
fn async_tasks_wait_until_their_requests_fit() {
    assert_eq!(given("async_elements", (0..10).collect::<Vec<i64>>()), Ok(1));
    assert_eq!(given("async_nodes", 1_i64), Ok(3));
    assert_eq!(LATER.most(), 2);
}

#[test]
fn a_task_that_requests_more_than_there_is_runs_alone() {
    assert_eq!(given("large_ones", 1_i64), Ok(3));
    assert_eq!(LARGE.most(), 1);
}

#[test]
fn a_failure_ends_a_run_in_which_tasks_wait() {
    let error = given("refused", 1_i64).expect_err("a failure");
    assert!(error.ends_with(": 1 is refused"), "{error}");
}
