//! Dynamic workflows: bodies with real inputs.

use crate::tasks::{add, divide, double, later, sum};
use aileron::prelude::*;
use std::collections::BTreeMap;

#[task]
fn index_of(character: String) -> i64 {
    i64::from(character.bytes().next().unwrap_or(b'a').to_ascii_lowercase() - b'a')
}

#[task]
fn counted(mut frequencies: Vec<i64>, index: i64) -> Vec<i64> {
    frequencies[usize::try_from(index).unwrap_or_default() % 26] += 1;
    frequencies
}

#[task]
fn in_common(one: Vec<i64>, other: Vec<i64>) -> i64 {
    one.iter().zip(&other).map(|(a, b)| a.min(b)).sum()
}

#[dynamic(requests(cpu = "1"))]
fn count_characters(s1: String, s2: String) -> i64 {
    let mut freq1 = vec![0; 26];
    let mut freq2 = vec![0; 26];
    for character in s1.chars().filter(char::is_ascii_alphabetic) {
        let index = index_of(character.to_string());
        freq1 = counted(freq1, index);
    }
    for character in s2.chars().filter(|character| character.is_ascii_alphabetic()) {
        let index = index_of(character.to_string());
        freq2 = counted(freq2, index);
    }
    in_common(freq1, freq2)
}

#[workflow]
pub fn common_characters(s1: String, s2: String) -> i64 {
    count_characters(s1, s2)
}

#[task]
fn halves(numbers: Vec<i64>) -> (Vec<i64>, Vec<i64>, i64, i64) {
    let (a, b) = numbers.split_at(numbers.len() / 2);
    (a.to_vec(), b.to_vec(), a.len() as i64, b.len() as i64)
}

#[task]
fn merged(a: Vec<i64>, b: Vec<i64>) -> Vec<i64> {
    let mut all = [a, b].concat();
    all.sort_unstable();
    all
}

#[task]
fn sorted(mut numbers: Vec<i64>) -> Vec<i64> {
    numbers.sort_unstable();
    numbers
}

#[dynamic]
fn merge_sort_remotely(numbers: Vec<i64>, run_local_at_count: i64) -> Vec<i64> {
    let (split1, split2, count1, count2) = halves(numbers);
    let sorted1 = merge_sort(split1, count1, run_local_at_count);
    let sorted2 = merge_sort(split2, count2, run_local_at_count);
    merged(sorted1, sorted2)
}

/// It calls itself, through a dynamic workflow in one of its arms.
#[workflow]
pub fn merge_sort(numbers: Vec<i64>, numbers_count: i64, #[default(5)] run_local_at_count: i64) -> Vec<i64> {
    if numbers_count <= run_local_at_count {
        sorted(numbers)
    } else {
        merge_sort_remotely(numbers, run_local_at_count)
    }
}

#[task]
fn numbers(x: i64) -> Vec<i64> {
    (0..x * 4).map(|number| number * 7 % 11).collect()
}

#[task]
fn how_many(numbers: Vec<i64>) -> i64 {
    numbers.len() as i64
}

#[workflow]
pub fn sorts_by_itself(x: i64) -> Vec<i64> {
    let all = numbers(x);
    let count = how_many(all.clone());
    merge_sort(all, count, 4)
}

#[task]
fn square(x: i64) -> Result<i64, String> {
    Ok(x * x)
}

#[dynamic]
fn squares(xs: Vec<i64>) -> Result<i64, String> {
    let parts = xs.into_iter().filter(|x| *x > 0).map(square).collect::<Result<Vec<_>, _>>()?;
    Ok(sum(parts))
}

#[workflow]
pub fn squares_of(xs: Vec<i64>) -> Result<i64, String> {
    Ok(squares(xs)?)
}

fn halve(x: i64) -> i64 {
    x / 2
}

/// Each form of ordinary Rust that it may hold.
#[dynamic(retries = 1, timeout = "5m")]
fn in_every_form(x: i64, texts: BTreeMap<String, i64>) -> anyhow::Result<(i64, Vec<i64>)> {
    let half = halve;
    anyhow::ensure!(x > -100, "{x} is too small");
    let plus = |y: i64| y + half(x);
    let Some(first) = texts.values().next().copied() else { anyhow::bail!("no texts") };
    let mut longest = String::new();
    for text in texts.keys() {
        if text.len() < longest.len() {
            continue;
        }
        longest.clone_from(text);
    }
    let mut count = 0;
    while count < 3 {
        count += 1;
    }
    let table: Vec<i64> =
        (0..x).map(|number| number * plus(count)).filter(|number| number % 2 == 0).collect();
    println!("{} of {}", table.len(), longest);
    let given: i64 = "3".parse()?;
    let doubled: Vec<i64> = table.iter().map(|number| double(*number)).collect();
    let total = (0..given).fold(0, |all, number| add(all, number));
    table.iter().for_each(|number| {
        double(*number);
    });
    let total = match x % 3 {
        0 => add(total, first),
        1 => total,
        _ => divide(total, 2)?,
    };
    let even = if table.is_empty() { total } else { add(total, 1) };
    if x > 50 {
        return Ok((0, vec![]));
    }
    Ok((even, doubled))
}

#[workflow]
pub fn forms(x: i64, texts: BTreeMap<String, i64>) -> anyhow::Result<(i64, Vec<i64>)> {
    let (total, doubled) = in_every_form(x, texts)?;
    Ok((double(total), doubled))
}

#[dynamic]
async fn waits(x: i64) -> Result<i64, String> {
    let mut last = std::future::ready(x).await;
    for _ in 0..x {
        last = later(last).await;
    }
    Ok(last)
}

#[workflow]
pub async fn waits_for_it(x: i64) -> Result<i64, String> {
    let waited = waits(x).await?;
    Ok(add(waited, 1))
}

/// Calls nothing, so it is a task.
#[dynamic]
fn only_values(x: i64) -> Vec<i64> {
    vec![x; 3]
}

#[dynamic]
fn unit(x: i64) {
    for number in 0..x {
        double(number);
    }
}

#[workflow]
pub fn of_values(x: i64) -> i64 {
    unit(x);
    sum(only_values(x))
}

/// Dynamic in dynamic, with a workflow between.
#[dynamic]
fn outer(x: i64) -> i64 {
    let all: Vec<_> = (0..x).map(|number| inner_workflow(number)).collect();
    sum(all)
}

#[workflow]
fn inner_workflow(x: i64) -> i64 {
    inner(add(x, 1))
}

#[dynamic]
fn inner(x: i64) -> i64 {
    let mut last = 0;
    for number in 0..x {
        last = add(last, number);
    }
    last
}

#[workflow]
pub fn nested(x: i64) -> i64 {
    outer(x)
}

/// A branch on a promise, with arms of several nodes, an arm without any and one that fails.
#[dynamic]
fn decides(x: i64) -> Result<i64, String> {
    let mut total = 0;
    for number in 0..x {
        let doubled = double(number);
        let changed = if doubled > 2 {
            let more = add(doubled, 1);
            double(more)
        } else if doubled == 1 {
            return Err("an odd double".to_owned());
        } else {
            doubled
        };
        total = add(total, changed);
    }
    if total > 100 { Ok(double(total)) } else { Ok(total) }
}

#[workflow]
pub fn decides_often(x: i64) -> Result<i64, String> {
    Ok(decides(x)?)
}

/// A list with promises, constants, and parts of outputs.
#[dynamic]
fn of_parts(x: i64) -> (i64, Vec<i64>) {
    let (tens, _) = crate::tasks::split(x);
    let mut list = vec![x, 2];
    list.push(tens);
    let (ones, others) = (list[0], vec![x, x + 1]);
    (add(ones, sum(list)), others)
}

#[workflow]
pub fn parts(x: i64) -> (i64, Vec<i64>) {
    of_parts(x)
}

/// Maps over real lists and over promises of lists.
#[dynamic]
fn maps(xs: Vec<i64>) -> Result<i64, String> {
    let squares = map(square, xs.clone())?;
    let pairs = map(|pair| add(pair.0, pair.1), (xs, squares));
    Ok(sum(pairs))
}

#[workflow]
pub fn maps_inside(xs: Vec<i64>) -> Result<i64, String> {
    Ok(maps(xs)?)
}
