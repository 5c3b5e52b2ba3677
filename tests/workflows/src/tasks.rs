//! The tasks that the workflows call.

use aileron::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

#[task]
pub fn double(x: i64) -> i64 {
    x * 2
}

#[task]
pub fn add(a: i64, b: i64) -> i64 {
    a + b
}

#[task]
pub fn sum(list: Vec<i64>) -> i64 {
    list.iter().sum()
}

#[task]
pub fn split(x: i64) -> (i64, String) {
    (x / 10, (x % 10).to_string())
}

#[task]
pub fn divide(a: i64, b: i64) -> anyhow::Result<i64> {
    anyhow::ensure!(b != 0, "division by zero");
    Ok(a / b)
}

#[task]
pub async fn later(x: i64) -> i64 {
    x + 1
}

#[task]
pub async fn later_or_never(x: i64) -> Result<i64, String> {
    if x < 0 { Err("never".into()) } else { Ok(x) }
}

#[task]
pub fn greet(name: String) -> String {
    format!("hello {name}")
}

#[task]
pub fn wait(time: Duration) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or_default()
}

#[task]
pub fn or_zero(x: Option<i64>) -> i64 {
    x.unwrap_or(0)
}

#[task]
pub fn notify(text: String) {
    drop(text);
}

#[task]
pub fn total(parts: HashMap<String, i64>) -> i64 {
    parts.values().sum()
}

#[task]
pub fn ordered(parts: BTreeMap<String, i64>) -> i64 {
    parts.values().sum()
}

#[task]
pub fn scale(x: f64, by: f32) -> f64 {
    x * f64::from(by)
}

#[task]
pub fn seven() -> i64 {
    7
}

#[task]
pub fn maybe(x: i64) -> Option<i64> {
    (x > 0).then_some(x)
}

/// A task with the same name as its module.
pub mod train {
    use aileron::prelude::*;

    #[task]
    pub fn train(x: i64) -> i64 {
        x + 100
    }
}
pub use train::train;

#[task]
pub fn r#type(r#in: i64) -> i64 {
    r#in
}
