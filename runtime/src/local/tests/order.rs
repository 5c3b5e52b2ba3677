use super::{output, outputs};
use crate::prelude::*;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How long to wait for the other task: far longer than any machine needs, so a test only waits this long if it
/// fails.
const PATIENCE: u32 = 4000;

/// Waits for a second guest; returns whether it came.
async fn meet(guests: &AtomicUsize) -> bool {
    guests.fetch_add(1, Ordering::SeqCst);
    for _ in 0..PATIENCE {
        if guests.load(Ordering::SeqCst) == 2 {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    false
}

static ASYNC: AtomicUsize = AtomicUsize::new(0);

#[task]
async fn meet_async(_x: i64) -> bool {
    meet(&ASYNC).await
}

#[workflow]
async fn async_tasks(x: i64) -> (bool, bool) {
    (meet_async(x).await, meet_async(x).await)
}

static PLAIN: AtomicUsize = AtomicUsize::new(0);

#[task]
fn meet_plain(_x: i64) -> bool {
    PLAIN.fetch_add(1, Ordering::SeqCst);
    (0..PATIENCE).any(|_| {
        std::thread::sleep(Duration::from_millis(5));
        PLAIN.load(Ordering::SeqCst) == 2
    })
}

#[workflow]
fn inner(x: i64) -> bool {
    meet_plain(x)
}

/// The two tasks that meet belong to different workflows.
#[workflow]
fn levels(x: i64) -> (bool, bool) {
    (inner(x), meet_plain(x))
}

static LOG: Mutex<Vec<i64>> = Mutex::new(Vec::new());

#[task]
fn log(x: i64) -> i64 {
    LOG.lock().unwrap().push(x);
    x + 1
}

#[workflow]
fn two_chains(x: i64) -> (i64, i64) {
    let a = log(10);
    let b = log(20);
    let _ = x;
    (log(a), log(b))
}

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

#[task]
fn crowd(x: i64) -> i64 {
    MOST.fetch_max(NOW.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
    std::thread::sleep(Duration::from_millis(2));
    NOW.fetch_sub(1, Ordering::SeqCst);
    x
}

#[workflow]
fn many(x: i64) -> Vec<i64> {
    let mut all = vec![];
    for _ in 0..20 {
        all.push(crowd(x));
    }
    all
}

fn both_met(tail: &str) -> bool {
    let outputs = outputs(tail, 0_i64, 2).unwrap();
    outputs.into_iter().all(|met| bool::from_literal(met).unwrap())
}

#[test]
fn two_async_tasks_run_at_once() {
    assert!(both_met("order.async_tasks"));
}

#[test]
fn a_step_of_a_nested_workflow_runs_in_parallel_with_one_outside() {
    assert!(both_met("order.levels"));
}

#[test]
fn one_job_continues_with_the_step_that_its_last_step_made_ready() {
    outputs("order.two_chains", 0_i64, 1).unwrap();
    assert_eq!(*LOG.lock().unwrap(), [10, 11, 20, 21]);
}

#[test]
fn no_more_tasks_run_at_once_than_jobs_allow() {
    assert_eq!(output::<Vec<i64>>("order.many", 3_i64, 3), [3; 20]);
    assert!((1..=3).contains(&MOST.load(Ordering::SeqCst)));
}
