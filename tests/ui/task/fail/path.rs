#![allow(unused)]

use aileron::prelude::*;
use std::path::{Path, PathBuf};

#[task]
fn owned(path: PathBuf) {}

#[task]
fn borrowed(path: &Path) {}

#[task]
fn within(paths: Vec<Option<std::path::PathBuf>>) {}

#[task]
fn returned() -> Result<PathBuf, String> {
    Err(String::new())
}

#[container_task(image = "busybox", command = ["ls"])]
fn listed(folder: &'static Path) -> String;

fn main() {}
