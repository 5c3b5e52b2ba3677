use aileron::prelude::*;
use std::collections::HashMap;

#[task]
fn total(parts: HashMap<String, i64>) -> i64 {
    parts.values().sum()
}

#[workflow]
fn flow(x: i64) -> i64 {
    let mut parts = HashMap::new();
    parts.entry("one".to_string()).or_insert(x);
    total(parts)
}

fn main() {}
