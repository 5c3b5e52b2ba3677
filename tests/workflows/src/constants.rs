//! Values that are known while the graph is built.

use crate::tasks::{add, double, greet, notify, or_zero, scale, sum, total, wait};
use aileron::prelude::*;
use std::collections::HashMap;
use std::time::Duration;

const STEP: i64 = 4;
const NAMES: [&str; 2] = ["ada", "grace"];
const FAST: bool = true;
const LIMIT: Option<i64> = Some(9);

#[workflow]
pub fn literals(x: i64) -> f64 {
    add(x, -3);
    add(3_000_000_000, x);
    or_zero(Some(5));
    or_zero(None);
    or_zero(Some(x));
    scale(1.5, 2.0)
}

#[workflow]
pub fn texts() -> String {
    greet(String::from("ada"));
    greet("grace".to_string());
    greet("joan".into());
    greet(format!("{}-{STEP}", NAMES[0]))
}

#[workflow]
pub fn arithmetic(x: i64) -> i64 {
    const TWICE: i64 = STEP * 2;
    let offset = (STEP + 1) * TWICE - 1;
    add(x, offset % 7)
}

#[workflow]
pub fn values_of_types(x: i64) -> i64 {
    let minute = Duration::from_secs(60);
    let big = i64::from(u32::MAX);
    add(wait(minute * 2), add(x, big))
}

#[workflow]
pub fn parsed(x: i64) -> anyhow::Result<i64> {
    let step: i64 = "12".parse()?;
    Ok(add(x, step))
}

#[workflow]
pub fn maps(x: i64) -> i64 {
    let parts = HashMap::from([("a".to_string(), double(x))]);
    let known = HashMap::from([("b".to_string(), 2)]);
    add(total(parts), total(known))
}

#[workflow]
pub fn outputs(x: i64) -> (i64, String, i64) {
    (double(x), "done".to_string(), -1)
}

#[workflow]
pub fn output_alone(x: i64) -> anyhow::Result<i64> {
    double(x);
    Ok(STEP)
}

#[workflow]
pub fn decided(x: i64) -> i64 {
    if FAST && STEP > 3 {
        notify("fast".into());
    }
    let factor = if FAST { 2 } else { 3 };
    let y = match STEP {
        0 => x,
        4 | 5 => double(x),
        other if other > 9 => 1,
        other => add(x, other),
    };
    if let Some(limit) = LIMIT { add(y, limit * factor) } else { 0 }
}

#[workflow]
pub fn early(x: i64) -> i64 {
    if FAST {
        return double(x);
    }
    add(x, 1)
}

#[workflow]
pub fn either_way(x: i64) -> anyhow::Result<i64> {
    double(x);
    if STEP == 0 {
        return Ok(3_000_000_000);
    }
    match STEP {
        4 => Ok(5_000_000_000),
        _ => Ok(double(x)),
    }
}

#[workflow]
pub fn checked(x: i64) -> i64 {
    assert!(STEP > 0, "a step of {STEP} leads nowhere");
    let Some(limit) = LIMIT else { panic!("no limit") };
    if cfg!(any()) { double(x) } else { add(x, limit) }
}

#[workflow]
pub fn list_of_constants() -> i64 {
    let list = vec![1, 2, 3];
    let first = list[0];
    add(sum(list.clone()), first + list.len() as i64)
}

#[workflow]
pub fn quoted(x: i64) -> (String, i64, Vec<String>) {
    let named = total(HashMap::from([("one", x), ("two", 2)]));
    let hello = greet("ada");
    notify(if cfg!(test) { "tested" } else { "done" });
    (hello, named, vec!["a"; 2])
}

#[workflow]
pub fn quoted_alone(x: i64) -> Result<String, String> {
    double(x);
    Ok("done")
}
