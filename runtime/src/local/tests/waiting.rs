//! `async` tasks and gates, which take no worker while they wait.

use super::super::{Options, RunError, run};
use super::{entity, options, output, outputs};
use crate::FlyteType;
use crate::prelude::*;
use crate::setup::Setup;
use aileron_idl::core::Literal;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex};
use std::time::{Duration, Instant};

/// How long tasks wait for each other at most. A test that takes so long fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits until so many tasks have come. Returns how many were there at last.
async fn meet(there: &AtomicU32, all: u32) -> i64 {
    there.fetch_add(1, Ordering::SeqCst);
    let began = Instant::now();
    while there.load(Ordering::SeqCst) < all && began.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    there.load(Ordering::SeqCst).into()
}

static NODES: AtomicU32 = AtomicU32::new(0);

#[task]
async fn meets_three(x: i64) -> i64 {
    x + meet(&NODES, 3).await
}

#[task]
fn add(x: i64, y: i64, z: i64) -> i64 {
    x + y + z
}

#[workflow]
async fn three(x: i64) -> i64 {
    add(meets_three(x).await, meets_three(x).await, meets_three(x).await)
}

static ELEMENTS: AtomicU32 = AtomicU32::new(0);

#[task]
async fn meets_hundred(x: i64) -> i64 {
    x + meet(&ELEMENTS, 100).await
}

#[workflow]
async fn hundred(xs: Vec<i64>) -> Vec<i64> {
    map(meets_hundred, xs).await
}

/// How many tasks are under way, and the largest number so far.
struct Count(AtomicUsize, AtomicUsize);

impl Count {
    const fn new() -> Self {
        Count(AtomicUsize::new(0), AtomicUsize::new(0))
    }

    async fn one(&self) {
        self.1.fetch_max(self.0.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(5)).await;
        self.0.fetch_sub(1, Ordering::SeqCst);
    }

    fn most(&self) -> usize {
        self.1.load(Ordering::SeqCst)
    }
}

static FEW: Count = Count::new();

#[task]
async fn few(x: i64) -> i64 {
    FEW.one().await;
    x
}

#[workflow]
async fn few_at_once(xs: Vec<i64>) -> Vec<i64> {
    #[node(concurrency = 3)]
    let ys = map(few, xs).await;
    ys
}

static BOUNDED: Count = Count::new();

#[task]
async fn bounded(x: i64) -> i64 {
    BOUNDED.one().await;
    x
}

#[workflow]
async fn bounded_at_once(xs: Vec<i64>) -> Vec<i64> {
    map(bounded, xs).await
}

static BOTH: Barrier = Barrier::new(2);

#[task]
#[allow(clippy::unused_async)]
async fn computes(x: i64) -> i64 {
    BOTH.wait();
    x
}

#[workflow]
async fn two_compute(x: i64) -> (i64, i64) {
    (computes(x).await, computes(x).await)
}

static ORDER: Mutex<Vec<&str>> = Mutex::new(Vec::new());

#[task]
fn behind_the_gate(x: i64) -> i64 {
    ORDER.lock().unwrap().push("behind");
    x
}

#[task]
fn beside_the_gate(x: i64) -> i64 {
    ORDER.lock().unwrap().push("beside");
    x
}

#[workflow]
fn beside_a_gate(x: i64) -> i64 {
    let pause = gate::sleep(Duration::from_millis(500));
    #[node(after(pause))]
    let y = behind_the_gate(x);
    add(y, beside_the_gate(x), x)
}

#[task]
fn plain(x: i64) -> i64 {
    x + 1
}

#[task]
async fn later(x: i64) -> i64 {
    tokio::task::yield_now().await;
    x * 2
}

#[workflow]
async fn in_turns(x: i64) -> i64 {
    plain(later(plain(later(later(x).await).await)).await)
}

static TRIES: AtomicU32 = AtomicU32::new(0);

#[task(retries = 2)]
async fn third_time(x: i64) -> Result<i64, Recoverable> {
    tokio::task::yield_now().await;
    if TRIES.fetch_add(1, Ordering::SeqCst) < 2 { Err(Recoverable("not yet")) } else { Ok(x) }
}

#[task]
async fn refuse_even(x: i64) -> Result<i64, String> {
    tokio::task::yield_now().await;
    if x % 2 == 0 { Err(format!("{x} is even")) } else { Ok(x) }
}

#[workflow]
async fn refuses(x: i64) -> Result<i64, String> {
    let y = refuse_even(x).await?;
    Ok(plain(y))
}

#[workflow]
async fn refuses_elements(xs: Vec<i64>) -> Result<Vec<i64>, String> {
    map(refuse_even, xs).await
}

#[dynamic]
async fn grows(x: i64) -> i64 {
    plain(later(x).await)
}

fn error(tail: &str, input: impl FlyteType) -> String {
    let error = outputs(&format!("waiting.{tail}"), input, 2).expect_err("a failure");
    error.to_string().replace("aileron.local.tests.waiting.", "")
}

fn with_async_jobs(tail: &str, input: impl FlyteType, async_jobs: usize) -> Result<Vec<Literal>, RunError> {
    let async_jobs = NonZeroUsize::new(async_jobs).expect("a number");
    let input = input.into_literal().expect("an input");
    run(entity(tail), vec![input], Options { async_jobs, ..options(2, &[]) }, Setup::default())
}

#[test]
fn a_gate_that_waits_takes_no_worker() {
    assert_eq!(output::<i64>("waiting.beside_a_gate", 2, 1), 6);
    assert_eq!(*ORDER.lock().unwrap(), ["beside", "behind"]);
}

#[test]
fn async_tasks_wait_together_on_one_worker() {
    assert_eq!(output::<i64>("waiting.three", 1_i64, 1), 12);
}

#[test]
fn all_elements_of_a_map_wait_together() {
    let sums: Vec<i64> = output("waiting.hundred", (0..100).collect::<Vec<i64>>(), 1);
    assert_eq!(sums, (100..200).collect::<Vec<i64>>());
}

#[test]
fn no_more_elements_are_under_way_than_the_map_allows() {
    let xs: Vec<i64> = (0..20).collect();
    assert_eq!(output::<Vec<i64>>("waiting.few_at_once", xs.clone(), 2), xs);
    assert_eq!(FEW.most(), 3);
}

#[test]
fn no_more_async_tasks_are_under_way_than_the_run_allows() {
    let xs: Vec<i64> = (0..20).collect();
    let mut outputs = with_async_jobs("waiting.bounded_at_once", xs.clone(), 4).expect("outputs");
    assert_eq!(Vec::from_literal(outputs.remove(0)), Ok(xs));
    assert_eq!(BOUNDED.most(), 4);
}

#[test]
fn async_tasks_that_compute_run_in_parallel() {
    let outputs = outputs("waiting.two_compute", 7_i64, 2).expect("outputs");
    assert_eq!(outputs.len(), 2);
}

#[test]
fn plain_and_async_tasks_take_turns() {
    for jobs in [1, 2] {
        assert_eq!(output::<i64>("waiting.in_turns", 3_i64, jobs), 27);
    }
}

#[test]
fn an_async_task_is_tried_again() {
    assert_eq!(output::<i64>("waiting.third_time", 7_i64, 1), 7);
    assert_eq!(TRIES.load(Ordering::SeqCst), 3);
}

#[test]
fn a_failure_of_an_async_task_names_its_node_and_its_element() {
    assert_eq!(
        error("refuses", 2_i64),
        "the task `refuse_even` failed at node n0 of the workflow `refuses`: 2 is even"
    );
    assert_eq!(
        error("refuses_elements", vec![1_i64, 3, 4, 6]),
        "the task `refuse_even` failed for element 2 at node n0 of the workflow `refuses_elements`: 4 is even"
    );
}

#[test]
fn a_dynamic_workflow_makes_async_nodes() {
    assert_eq!(output::<i64>("waiting.grows", 3_i64, 1), 7);
}
