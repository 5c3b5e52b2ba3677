//! Dynamic workflows: their graphs are made in their containers.
#![allow(clippy::cast_possible_wrap, reason = "the lists are short")]

use aileron::prelude::*;

#[task]
fn inc(x: i64) -> i64 {
    x + 1
}

#[task]
fn add(x: i64, y: i64) -> i64 {
    x + y
}

#[task]
fn sum(xs: Vec<i64>) -> i64 {
    xs.iter().sum()
}

#[task]
fn count(text: String) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

/// A node for each word, lists of promises and constants, and outputs of both kinds.
#[dynamic(requests(cpu = "1"))]
fn words(text: String) -> Result<(i64, Vec<i64>, String), String> {
    let mut counts: Vec<_> = text.split(' ').map(|word| count(word.to_owned())).collect();
    counts.push(7);
    let total = sum(counts.clone());
    Ok((total, counts, text.to_uppercase()))
}

#[workflow]
fn of_words(text: String) -> Result<(i64, Vec<i64>, String), String> {
    let (total, counts, text) = words(text)?;
    Ok((inc(total), counts, text))
}

#[task]
fn halves(numbers: Vec<i64>) -> (Vec<i64>, Vec<i64>, i64, i64) {
    let (one, other) = numbers.split_at(numbers.len() / 2);
    (one.to_vec(), other.to_vec(), one.len() as i64, other.len() as i64)
}

#[task]
fn merge(one: Vec<i64>, other: Vec<i64>) -> Vec<i64> {
    let mut all = [one, other].concat();
    all.sort_unstable();
    all
}

#[task]
fn sort_here(mut numbers: Vec<i64>) -> Vec<i64> {
    numbers.sort_unstable();
    numbers
}

#[dynamic]
fn sort_halves(numbers: Vec<i64>) -> Vec<i64> {
    let (one, other, count, other_count) = halves(numbers);
    let one = sort(one, count);
    let other = sort(other, other_count);
    merge(one, other)
}

/// It calls itself, through a dynamic workflow in an arm.
#[workflow]
fn sort(numbers: Vec<i64>, count: i64) -> Vec<i64> {
    if count <= 2 { sort_here(numbers) } else { sort_halves(numbers) }
}

#[task]
fn shuffled(x: i64) -> Vec<i64> {
    (0..x * 2).map(|number| number * 5 % 7).collect()
}

#[task]
fn length(numbers: Vec<i64>) -> i64 {
    numbers.len() as i64
}

#[workflow]
fn sorts(x: i64) -> Vec<i64> {
    let numbers = shuffled(x);
    let count = length(numbers.clone());
    sort(numbers, count)
}

/// Branches on promises, with arms of no node, of one, of several, and one that fails.
#[dynamic]
fn decides(x: i64) -> Result<i64, String> {
    let mut total = 0;
    for number in 0..x {
        let next = inc(number);
        let changed = if next > 2 {
            let more = add(next, 1);
            inc(more)
        } else if next == 1 {
            inc(next)
        } else if next > 1000 {
            return Err("too much".to_owned());
        } else {
            next
        };
        total = add(total, changed);
    }
    Ok(total)
}

/// Dynamic workflows in one another, two of which make no node.
#[dynamic]
fn outer(x: i64) -> Result<i64, String> {
    let decided = decides(x)?;
    let none = decides(0)?;
    let values = only_values(x);
    Ok(sum(vec![decided, none, values]))
}

#[dynamic]
fn only_values(x: i64) -> i64 {
    x * 10
}

#[workflow]
fn nested(x: i64) -> Result<i64, String> {
    outer(x)
}

/// As many nodes as Flyte takes in a workflow, and some more.
#[dynamic]
fn long(x: i64) -> i64 {
    let all: Vec<_> = (0..x * 50).map(inc).collect();
    sum(all)
}

#[workflow]
fn long_one(x: i64) -> i64 {
    long(x)
}

aileron::main!();
