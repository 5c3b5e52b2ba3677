//! The program that is attacked.
#![allow(missing_docs, clippy::missing_panics_doc)]

#[path = "../victim/others.rs"]
mod others;
#[path = "../victim/stores.rs"]
mod stores;
#[path = "../victim/tasks.rs"]
mod tasks;

use aileron::prelude::*;
use std::io;

#[task]
pub fn length(text: String) -> i64 {
    text.len().try_into().expect("a short text")
}

/// Reads a table to its end. Returns the number of its rows, and the most memory that this program used, in MiB.
#[task]
pub fn rows(table: StructuredDataset) -> io::Result<(i64, i64)> {
    let mut rows = 0;
    for batch in table.batches()? {
        rows += batch?.num_rows();
    }
    let status = std::fs::read_to_string("/proc/self/status")?;
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let most: i64 =
        most.and_then(|most| most.split_whitespace().next()).and_then(|most| most.parse().ok()).unwrap_or(0);
    Ok((i64::try_from(rows).unwrap_or(i64::MAX), most / 1024))
}

aileron::main!();
