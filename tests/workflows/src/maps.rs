//! Maps of promises.

use crate::tasks::{add, divide, double, or_zero, ordered, sum, total};
use aileron::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[workflow]
pub fn filled(x: i64) -> i64 {
    let mut parts = HashMap::new();
    parts.insert("one".to_string(), double(x));
    parts.insert("two".to_string(), x);
    parts.insert("three".to_string(), 3);
    total(parts)
}

#[workflow]
pub fn filled_in_a_loop(x: i64) -> anyhow::Result<i64> {
    let mut parts: BTreeMap<String, i64> = BTreeMap::new();
    for divisor in 1..=2 {
        parts.insert(format!("by {divisor}"), divide(x, divisor)?);
    }
    Ok(ordered(parts))
}

#[workflow]
pub fn typed_and_empty(x: i64) -> i64 {
    let mut parts: HashMap<String, i64> = Default::default();
    parts.insert("one".to_string(), double(x));
    total(parts)
}

#[workflow]
pub fn begun_with_constants(x: i64) -> i64 {
    let mut parts = HashMap::from([("one".to_string(), 1)]);
    parts.insert("two".to_string(), double(x));
    total(parts)
}

#[workflow]
pub fn begun_with_promises(x: i64) -> i64 {
    let mut parts = BTreeMap::from([("one".to_string(), double(x)), ("two".to_string(), 2)]);
    parts.insert("three".to_string(), x);
    parts.extend([("four".to_string(), double(x))]);
    ordered(parts)
}

#[workflow]
pub fn collected_from_pairs(x: i64) -> i64 {
    let parts: HashMap<String, i64> =
        [("one".to_string(), double(x)), ("two".to_string(), x)].into_iter().collect();
    total(parts)
}

#[workflow]
pub fn read(x: i64) -> i64 {
    let mut parts = HashMap::new();
    parts.insert("one".to_string(), double(x));
    let there = if parts.contains_key("one") { parts.len() } else { 0 };
    let one = or_zero(parts.get("one").copied());
    let last = parts.remove("two");
    add(add(parts["one"], there as i64), add(one, or_zero(last)))
}

#[workflow]
pub fn gone_through(x: i64) -> i64 {
    let mut parts = BTreeMap::new();
    for name in ["b", "a"] {
        parts.insert(name.to_string(), double(x));
    }
    for part in parts.values_mut() {
        *part = double(*part);
    }
    let mut all = Vec::new();
    for (name, part) in &parts {
        all.push(add(*part, name.len() as i64));
    }
    sum(all)
}

#[workflow]
pub fn output(x: i64) -> HashMap<String, i64> {
    let mut parts = HashMap::new();
    parts.insert("one".to_string(), double(x));
    parts
}
