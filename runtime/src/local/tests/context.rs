//! The context that a task finds, on its own thread and on threads that it starts.

use super::{output, outputs};
use crate::prelude::*;
use std::sync::Barrier;

/// The last part of the current task's name; empty outside of tasks.
fn who() -> String {
    Context::current().task().name.rsplit('.').next().unwrap_or_default().to_owned()
}

static BOTH: Barrier = Barrier::new(2);

/// While both tasks run: which task a thread with the context finds, and which one a thread without it.
fn found_on_threads() -> Vec<String> {
    BOTH.wait();
    let context = Context::current();
    let with = std::thread::scope(|threads| threads.spawn(|| context.scope(who)).join().expect("a thread"));
    let without = std::thread::spawn(who).join().expect("a thread");
    BOTH.wait();
    vec![who(), with, without]
}

#[task]
fn one(_x: i64) -> Vec<String> {
    found_on_threads()
}

#[task]
fn other(_x: i64) -> Vec<String> {
    found_on_threads()
}

#[workflow]
fn beside(x: i64) -> (Vec<String>, Vec<String>) {
    (one(x), other(x))
}

#[test]
fn a_thread_finds_its_own_task_or_none() {
    let outputs = outputs("context.beside", 1_i64, 2).expect("outputs");
    let found: Vec<_> =
        outputs.into_iter().map(|own| Vec::<String>::from_literal(own).expect("names")).collect();
    assert_eq!(found, [["one", "one", ""], ["other", "other", ""]]);
}

#[task]
async fn spawns(_x: i64) -> Vec<String> {
    let context = Context::current();
    let find = async { who() };
    let plain = tokio::spawn(find).await.expect("a future");
    let carried = tokio::spawn(context.scope_future(async {
        tokio::task::yield_now().await;
        who()
    }));
    let blocking = tokio::task::spawn_blocking(move || context.scope(who)).await.expect("a thread");
    vec![plain, carried.await.expect("a future"), blocking]
}

#[test]
fn a_spawned_future_can_take_the_context_along() {
    let found: Vec<String> = output("context.spawns", 1_i64, 1);
    // With `multi-thread`, a spawned future may run on any thread.
    let plain = if cfg!(feature = "multi-thread") { "" } else { "spawns" };
    assert_eq!(found, [plain, "spawns", "spawns"]);
}

static LEFT: std::sync::Mutex<Vec<String>> = std::sync::Mutex::new(Vec::new());

/// Leaves a future behind that looks for its task when it is polled again.
#[task]
async fn leaves_a_future(x: i64) -> i64 {
    tokio::spawn(async {
        loop {
            LEFT.lock().expect("whole").push(who());
            tokio::task::yield_now().await;
        }
    });
    tokio::task::yield_now().await;
    x
}

#[task]
async fn comes_later(x: i64) -> i64 {
    tokio::task::yield_now().await;
    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    x
}

#[workflow]
async fn one_after_the_other(x: i64) -> i64 {
    let y = leaves_a_future(x).await;
    comes_later(y).await
}

#[test]
fn a_future_left_behind_never_finds_the_next_task() {
    assert_eq!(output::<i64>("context.one_after_the_other", 1_i64, 1), 1);
    let names = LEFT.lock().expect("whole");
    assert!(
        !names.is_empty() && names.iter().all(|name| name.is_empty() || name == "leaves_a_future"),
        "{names:?}"
    );
}
