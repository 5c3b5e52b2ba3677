//! Loops over known values, and lists of promises.

use crate::tasks::{add, divide, double, greet, or_zero, sum};
use aileron::prelude::*;

#[workflow]
pub fn vec_of_promises(x: i64) -> i64 {
    let parts = vec![double(x), x, 3];
    sum(parts)
}

#[workflow]
pub fn vec_repeated(x: i64) -> i64 {
    sum(vec![double(x); 2])
}

#[workflow]
pub fn list_output(x: i64) -> Vec<i64> {
    vec![double(x), 1]
}

#[workflow]
pub fn pushed(x: i64) -> anyhow::Result<i64> {
    let mut parts = Vec::new();
    for divisor in 1..=3 {
        parts.push(divide(x, divisor)?);
    }
    parts.push(7);
    Ok(sum(parts))
}

#[workflow]
pub fn pushed_typed(x: i64) -> i64 {
    let mut parts: Vec<i64> = Vec::<i64>::with_capacity(2);
    parts.push(double(x));
    parts.extend(vec![double(x)]);
    sum(parts)
}

#[workflow]
pub fn pushed_to_constants(x: i64) -> i64 {
    let mut parts = vec![1, 2];
    parts.push(double(x));
    sum(parts)
}

#[workflow]
pub fn ranges(x: i64) -> i64 {
    let mut last = x;
    for step in (1..6).rev().step_by(2) {
        last = add(last, step);
    }
    last
}

#[workflow]
pub fn over_names() {
    for name in ["ada", "grace"] {
        greet(name.to_string());
    }
}

#[workflow]
pub fn over_promises(x: i64) -> i64 {
    let mut last = 0;
    for part in [double(x), x] {
        last = add(last, part);
    }
    last
}

#[workflow]
pub fn enumerated(x: i64) -> i64 {
    let parts = vec![double(x), x];
    let mut last = 0;
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            last = add(last, *part);
        }
        last = add(last, index as i64);
    }
    last
}

#[workflow]
pub fn zipped(x: i64) -> i64 {
    let parts = vec![double(x), x];
    let mut sums = vec![];
    for (weight, part) in [1, 2].into_iter().zip(parts) {
        sums.push(add(weight, part));
    }
    sum(sums)
}

#[workflow]
pub fn tree(x: i64) -> i64 {
    let mut parts = vec![x, double(x), 3, 4];
    while parts.len() > 1 {
        let (a, b) = (parts.remove(0), parts.remove(0));
        parts.push(add(a, b));
    }
    parts[0]
}

#[workflow]
pub fn popped(x: i64) -> i64 {
    let mut parts = vec![x, double(x)];
    let mut last = 0;
    while let Some(part) = parts.pop() {
        last = add(last, part);
    }
    last
}

#[workflow]
pub fn matched(x: i64) -> i64 {
    let parts = vec![x, double(x), 1];
    match parts.as_slice() {
        [first, .., last] => add(*first, *last),
        _ => 0,
    }
}

#[workflow]
pub fn optional(x: i64) -> i64 {
    let some = Some(double(x));
    add(or_zero(some), or_zero(if true { Some(x) } else { None }))
}

#[workflow]
pub fn counted(x: i64) -> i64 {
    let mut left = 3;
    let mut last = x;
    let rounds = loop {
        if left == 0 {
            break left + 3;
        }
        left -= 1;
        last = double(last);
    };
    'outer: for a in 0..2 {
        for b in 0..2 {
            if a == 1 {
                break 'outer;
            }
            if b == 1 {
                continue;
            }
            last = add(last, rounds);
        }
    }
    last
}

#[workflow]
pub fn element_assigned(x: i64) -> i64 {
    let mut parts = [0; 2];
    parts[1] = double(x);
    sum(vec![parts[0], parts[1]])
}

#[workflow]
pub fn collected(x: i64) -> i64 {
    let parts = [double(x), x];
    let turned: Vec<i64> = parts.iter().rev().copied().collect::<Vec<i64>>();
    sum(turned)
}

#[workflow]
pub fn fanned_out_by_places(x: i64) -> i64 {
    let parts = [double(x), x, 3];
    let mut doubled = [0; 3];
    for index in 0..3 {
        doubled[index] = double(parts[index]);
    }
    sum(doubled.to_vec())
}

#[workflow]
pub fn fanned_out_by_items(x: i64) -> i64 {
    let parts = [double(x), x, 3];
    let mut all = Vec::new();
    for part in parts.iter().take(2) {
        all.push(double(*part));
    }
    for part in &parts {
        all.push(*part);
    }
    for (index, part) in parts.iter().enumerate().skip(1) {
        all.push(add(*part, index as i64));
    }
    for (part, other) in parts.iter().zip(all.clone().iter()) {
        all.push(add(*part, *other));
    }
    for (name, part) in ["a", "bc"].iter().zip(&parts) {
        all.push(add(name.len() as i64, *part));
    }
    sum(all)
}

#[workflow]
pub fn changed_in_place(x: i64) -> i64 {
    let mut parts = [0; 3];
    for part in &mut parts {
        *part = double(x);
    }
    for (index, part) in parts.iter_mut().enumerate().take(2) {
        *part = add(*part, index as i64);
    }
    if let Some(last) = parts.last_mut() {
        *last = 7;
    }
    sum(parts.to_vec())
}

#[workflow]
pub fn flattened(x: i64) -> i64 {
    let mut pairs = Vec::new();
    for part in [x, double(x)] {
        pairs.push([part, double(part)]);
    }
    let mut all = vec![0; 1];
    all.resize(2, x);
    all.extend(pairs.iter().flatten().copied());
    sum(all)
}
