//! A program whose tasks tell each time that they run, in the file that `TOLD` names.

use aileron::prelude::*;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::time::Duration;

/// Writes a line.
fn tell(text: &str) -> io::Result<()> {
    let Some(path) = std::env::var_os("TOLD") else { return Ok(()) };
    writeln!(OpenOptions::new().create(true).append(true).open(path)?, "{text}")
}

/// Waits for as long as `PAUSE` says, in milliseconds.
fn pause() {
    let millis = std::env::var("PAUSE").ok().and_then(|text| text.parse().ok());
    std::thread::sleep(Duration::from_millis(millis.unwrap_or(0)));
}

#[task(cache(version = "1", serialize))]
fn double(x: i64) -> io::Result<i64> {
    tell("double begins")?;
    pause();
    tell("double ends")?;
    Ok(x * 2)
}

/// Writes a file.
#[task(cache(version = "2"))]
fn write(text: String) -> io::Result<File> {
    tell("write")?;
    File::write("text.txt", text)
}

#[task]
fn length(file: File) -> io::Result<i64> {
    tell("length")?;
    Ok(i64::try_from(file.bytes()?.len()).unwrap_or(i64::MAX))
}

#[workflow]
fn pipeline(text: String) -> io::Result<(i64, File)> {
    let file = write(text)?;
    Ok((double(length(file.clone())?)?, file))
}

aileron::main!();
