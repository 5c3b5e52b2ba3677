use aileron::prelude::*;
use std::collections::BTreeMap;

#[task]
fn total(parts: BTreeMap<String, i64>) -> i64 {
    parts.values().sum()
}

#[workflow]
fn flow(name: String, x: i64) -> i64 {
    let mut parts = BTreeMap::new();
    parts.insert(name, x);
    total(parts)
}

fn main() {}
