//! A program whose tasks tell each time that they run, in the file that `TOLD` names.

use aileron::prelude::*;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::time::Duration;

type Failure = Box<dyn std::error::Error + Send + Sync>;

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

/// Fails as long as `FAILS` is its input.
#[task]
fn square(x: i64) -> Result<i64, Failure> {
    tell(&format!("square {x}"))?;
    if std::env::var("FAILS").is_ok_and(|fails| fails == x.to_string()) {
        return Err(format!("{x} has no square today").into());
    }
    pause();
    Ok(x * x)
}

/// Writes a file in the folder of the run.
#[task]
fn fetch(x: i64) -> io::Result<File> {
    tell(&format!("fetch {x}"))?;
    File::write("fetched.txt", x.to_string())
}

#[task]
fn list(file: File, most: i64) -> io::Result<Vec<i64>> {
    tell("list")?;
    let x: i64 = file.text()?.parse().map_err(io::Error::other)?;
    Ok((0..most).map(|step| x + step).collect())
}

#[task]
fn sum(list: Vec<i64>, file: File) -> io::Result<String> {
    tell("sum")?;
    Ok(format!("{} from {}", list.iter().sum::<i64>(), file.text()?))
}

#[task]
fn log(err: Option<FlyteError>) -> io::Result<()> {
    tell(if err.is_some() { "handler" } else { "handler without an error" })
}

#[workflow(on_failure = log(err))]
fn long(x: i64, #[default(3)] most: i64) -> Result<(String, File), Failure> {
    let file = fetch(x)?;
    let squares = map(square, list(file.clone(), most)?)?;
    Ok((sum(squares, file.clone())?, file))
}

aileron::main!();
