//! Tasks that a cluster takes away, or that end as if it had.
#![allow(clippy::unnecessary_wraps, reason = "all of them are called in one way")]
use aileron::Context;
use aileron::prelude::*;
use engine_tests::{leave, reported, signal, vanish};
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::Duration;

/// A workflow of one task, with a matching name.
macro_rules! alone {
    ($($workflow:ident = $task:ident;)*) => {$(
        #[workflow]
        fn $workflow() -> Result<i64, String> {
            $task()
        }
    )*};
}

alone! {
    out_of_memory = wants_memory;
    evicted = is_evicted;
    past_its_deadline = is_past_its_deadline;
    shut_down = is_shut_down;
    left = exits;
    interrupted = is_told_to_end;
    interrupted_once = goes_on;
    late = sleeps;
    late_once_more = sleeps_once_more;
    late_again_and_again = sleeps_again_and_again;
    error_empty = leaves_an_empty_error;
    error_without_words = leaves_no_error;
    error_garbage = leaves_a_garbled_error;
    error_at_length = leaves_a_long_error;
    futures_empty = leaves_empty_futures;
    seen = shows;
    endless = waits;
}

/// The status of the pod's only container, as a node reports it after it ended the container.
fn terminated(reason: &str) -> Value {
    let name = std::env::var("HOSTNAME").unwrap_or_default();
    json!({"containerStatuses": [{"name": name, "state": {"terminated": {"exitCode": 137, "reason": reason}}}]})
}

#[task(retries = 1)]
fn wants_memory() -> Result<i64, String> {
    reported(&terminated("OOMKilled"));
    signal("KILL")
}

#[task(retries = 1)]
fn is_evicted() -> Result<i64, String> {
    reported(&json!({"reason": "Evicted"}));
    vanish(143)
}

#[task(retries = 1)]
fn is_past_its_deadline() -> Result<i64, String> {
    reported(&json!({"reason": "DeadlineExceeded"}));
    vanish(143)
}

#[task]
fn is_shut_down() -> Result<i64, String> {
    reported(&json!({"reason": "NodeShutdown"}));
    signal("KILL")
}

#[task(retries = 1)]
fn exits() -> Result<i64, String> {
    vanish(3)
}

#[task(env(AILERON_GRACE_PERIOD = "1s"))]
fn is_told_to_end() -> Result<i64, String> {
    signal("TERM")
}

fn until_it_is_told_to_end() {
    while !Context::current().is_cancelled() {
        sleep(Duration::from_millis(20));
    }
}

/// Is asked to end once. This uses up none of its retries, since it has none.
#[task]
fn goes_on() -> Result<i64, String> {
    let context = Context::current();
    let checkpoint = context.checkpoint();
    if let Some(bytes) = checkpoint.restore().map_err(|error| error.to_string())? {
        return Ok(bytes[0].into());
    }
    let pid = std::process::id().to_string();
    std::process::Command::new("kill").args(["-TERM", &pid]).status().map_err(|error| error.to_string())?;
    until_it_is_told_to_end();
    checkpoint.save(&[7]).map_err(|error| error.to_string())?;
    Err("half way".to_owned())
}

fn too_long() -> Result<i64, String> {
    sleep(Duration::from_secs(8));
    Ok(0)
}

#[task(timeout = "4s")]
fn sleeps() -> Result<i64, String> {
    too_long()
}

#[task(timeout = "4s", retries = 1)]
fn sleeps_once_more() -> Result<i64, String> {
    too_long()
}

#[task(timeout = "4s", retries = 3)]
fn sleeps_again_and_again() -> Result<i64, String> {
    too_long()
}

fn leaves(name: &str, bytes: &[u8]) -> Result<i64, String> {
    leave(name, bytes);
    vanish(0)
}

#[task(retries = 1)]
fn leaves_an_empty_error() -> Result<i64, String> {
    leaves("error.pb", b"")
}

/// An error document whose error says nothing.
#[task(retries = 1)]
fn leaves_no_error() -> Result<i64, String> {
    leaves("error.pb", b"\x0a\x00")
}

#[task(retries = 1)]
fn leaves_a_garbled_error() -> Result<i64, String> {
    leaves("error.pb", b"\xff\xff\xff")
}

#[task(retries = 1)]
fn leaves_a_long_error() -> Result<i64, String> {
    leaves("error.pb", &vec![0; 3 << 20])
}

#[task(retries = 1)]
fn leaves_empty_futures() -> Result<i64, String> {
    leaves("futures.pb", b"")
}

#[task(deck)]
fn shows() -> Result<i64, String> {
    Context::current().deck("Scores").text("1 < 2");
    Ok(1)
}

/// Ends only when it is told to, and says so.
#[task]
fn waits() -> Result<i64, String> {
    eprintln!("waiting");
    until_it_is_told_to_end();
    leave("told", b"");
    Ok(1)
}

#[task]
fn fails_soon() -> Result<i64, String> {
    sleep(Duration::from_secs(2));
    Err("no luck".to_owned())
}

#[workflow]
fn beside_one_that_fails() -> Result<(i64, i64), String> {
    let a = waits()?;
    let b = fails_soon()?;
    Ok((a, b))
}

aileron::main!();
