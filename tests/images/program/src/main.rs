//! A program whose images the tests build, push and run.

use aileron::prelude::*;
use std::fs;

/// Runs in the image from scratch.
#[task]
fn double(x: i64) -> i64 {
    x * 2
}

/// Reads what only the image with a base has.
#[task(container_image = "{{.image.default.fqn}}:based-{{.image.default.version}}")]
fn greet(name: String) -> Result<String, std::io::Error> {
    let text = fs::read_to_string("/opt/app/assets/greeting.txt")?;
    Ok(format!("{} {name}: {}", std::env::var("GREETING").unwrap_or_default(), text.trim()))
}

#[workflow]
fn both(x: i64, name: String) -> Result<(i64, String), std::io::Error> {
    Ok((double(x), greet(name)?))
}

aileron::main!();
