//! A program whose executions are steered from outside: its tasks wait for files, its workflows for answers.

use aileron::prelude::*;
use aileron::{Context, Recoverable};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

/// Fails unless a file is there.
#[task]
fn need(x: i64, file: String) -> Result<i64, String> {
    if Path::new(&file).exists() { Ok(x + 1) } else { Err(format!("there is no {file}")) }
}

/// Fails once, and then succeeds.
#[task(retries = 2)]
fn stumble(x: i64) -> Result<i64, Recoverable> {
    match Context::current().attempt() {
        0 => Err(Recoverable("it stumbles")),
        _ => Ok(x),
    }
}

/// Ends when a file is there.
#[task]
fn linger(file: String) -> String {
    while !Path::new(&file).exists() {
        sleep(Duration::from_millis(50));
    }
    file
}

/// Writes a page.
#[task(deck = true)]
fn paint() -> i64 {
    Context::current().deck("Colours").html("<p>green</p>");
    1
}

/// What a changed program says instead is written over this text in a copy of the program.
const BUILD: &str = "steered, as it was built: number 1";

/// Tells which build runs.
#[task]
fn build() -> String {
    std::hint::black_box(BUILD).to_owned()
}

/// Calls [`build`] by a node that is made in the pod.
#[dynamic]
fn build_by_dynamic() -> String {
    build()
}

#[workflow]
fn builds() -> (String, String) {
    (build(), build_by_dynamic())
}

/// Tells where a file is.
#[task]
fn locate(data: File) -> String {
    data.uri().into_owned()
}

#[workflow]
fn needing(x: i64, file: String) -> Result<i64, String> {
    need(double(x), file)
}

#[workflow]
fn stumbling(x: i64) -> Result<i64, Recoverable> {
    stumble(x)
}

#[workflow]
fn lingering(file: String) -> String {
    linger(file)
}

#[workflow]
fn choosing(x: i64) -> i64 {
    if x > 3 { double(x) } else { double(double(x)) }
}

#[workflow]
fn painted() -> i64 {
    paint()
}

/// Waits for an approval of twice the number.
#[workflow]
fn approved(x: i64) -> i64 {
    let doubled = gate::approve("the-double", double(x));
    double(doubled)
}

/// Waits for two values.
#[workflow]
fn answered() -> (f64, String) {
    (gate::wait_for::<f64>("threshold"), gate::wait_for::<String>("title"))
}

aileron::main!();
