//! A program whose specs use most of what a spec can hold.

use aileron::chrono::{DateTime, Utc};
use aileron::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

/// Counts the words of a text.
#[task(
    container_image = "{{.image.default.fqn}}:spark-{{.image.default.version}}",
    retries = 2,
    timeout = "10m",
    cache(version = "7", serialize, ignore(hint)),
    interruptible,
    deprecated = "use `measure` instead",
    env(LEVEL = "high"),
    requests(cpu = "500m", mem = "1Gi", gpu = "1", ephemeral_storage = "2Gi"),
    limits(mem = "2Gi", cpu = "1"),
    labels(team = "text"),
    annotations(owner = "me"),
    pod_template_name = "small"
)]
fn count(text: String, hint: i64) -> i64 {
    i64::try_from(text.split_whitespace().count()).unwrap_or(hint)
}

#[task(container_image = "{{.image.gpu}}")]
fn double(x: i64) -> i64 {
    x * 2
}

/// Has an input of each type.
#[task(container_image = "{{.image.later.fqn}}:{{.image.default.version}}")]
async fn every(
    list: Vec<i64>,
    map: BTreeMap<String, f64>,
    maybe: Option<i64>,
    lists: Option<Vec<String>>,
    when: DateTime<Utc>,
    span: Duration,
    flag: bool,
) -> (i64, Option<String>) {
    let text = format!("{map:?} {maybe:?} {lists:?} {when} {span:?} {flag}");
    (list.iter().sum(), Some(text))
}

#[task]
fn nothing() {}

#[workflow]
fn inner(x: i64) -> i64 {
    double(double(x))
}

#[workflow]
fn middle(x: i64) -> i64 {
    nothing();
    inner(x)
}

/// Has a binding of each kind.
#[workflow]
async fn pipeline(text: String, limit: Option<i64>) -> (i64, Option<String>, i64) {
    let words = count(text, 3);
    let (sum, rest) = every(
        vec![1, words, 2],
        BTreeMap::from([(String::from("a"), 1.5)]),
        limit,
        Some(vec![String::from("b")]),
        DateTime::UNIX_EPOCH,
        Duration::from_millis(1500),
        true,
    )
    .await;
    (sum, rest, middle(words))
}

aileron::main!();
