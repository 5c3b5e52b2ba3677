//! Workflows whose runs are worth a look.

use aileron::prelude::*;
use std::io;

#[task]
fn load(x: i64) -> i64 {
    eprintln!("<load> {x}");
    x
}

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn sum(all: Vec<i64>) -> i64 {
    all.iter().sum()
}

/// Succeeds at the second attempt, and leaves a deck.
#[task(retries = 1, deck)]
fn publish(text: String) -> Result<String, Recoverable> {
    let context = Context::current();
    context.deck("page").html("<h1>The deck</h1>");
    if context.attempt() == 0 { Err(Recoverable("the service was <busy>")) } else { Ok(text) }
}

#[task]
fn read(path: String) -> io::Result<String> {
    std::fs::read_to_string(path)
}

#[workflow]
fn part(x: i64) -> i64 {
    double(load(x))
}

/// A branch, an inner workflow, a map, a retry and a deck.
#[workflow]
fn small(x: i64, text: String) -> Result<(i64, String), Recoverable> {
    let first = part(x);
    let all = map(double, vec![1, 2, 3]);
    let total = sum(all);
    let chosen = if first > 100 { double(first) } else { load(total) };
    let text = publish(text)?;
    Ok((chosen, text))
}

#[workflow]
fn failing(path: String) -> io::Result<String> {
    let text = read(path)?;
    read(text)
}

/// 2,001 nodes.
#[workflow]
fn large(x: i64) -> i64 {
    let mut all = Vec::new();
    for _ in 0..500 {
        all.push(double(double(double(load(x)))));
    }
    sum(all)
}

aileron::main!();
