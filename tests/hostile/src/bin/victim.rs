//! The program that is attacked.
#![allow(missing_docs)]

#[path = "../victim/tasks.rs"]
mod tasks;

use aileron::prelude::*;
use std::collections::BTreeMap;

#[task]
pub fn length(text: String) -> i64 {
    text.len().try_into().expect("a short text")
}

/// Gets a file for each key.
#[container_task(image = "busybox", command = ["sh", "-c", "ls -A /var/inputs/sizes | wc -l > /var/outputs/o0"])]
pub fn keys(sizes: BTreeMap<String, i64>) -> i64;

aileron::main!();
