#![allow(unused)]

use aileron::prelude::*;

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

type R<T> = Result<T, String>;

#[task]
fn integers(a: i8, b: i16, c: i32, d: i64, e: u8, f: u16, g: u32, h: u64, i: usize, j: isize) {}

#[task]
fn others(a: f32, b: f64, c: bool, d: String, e: Option<i64>, f: Vec<Vec<i64>>) {}

#[task]
fn maps(a: HashMap<String, i64>, b: BTreeMap<String, Option<String>>) {}

#[task]
fn times(a: Duration, b: aileron::chrono::TimeDelta, c: aileron::chrono::DateTime<aileron::chrono::Utc>) {}

#[task]
fn alias(x: i64) -> R<i64> {
    Ok(x)
}

#[task]
fn several() -> Result<(i64, String, Vec<f64>), Box<dyn std::error::Error + Send + Sync>> {
    Ok((1, String::new(), vec![]))
}

#[task]
fn anyhow() -> anyhow::Result<()> {
    Ok(())
}

#[task]
async fn later(mut x: i64) -> Result<i64, std::io::Error> {
    x += 1;
    Ok(x)
}

fn main() {}
