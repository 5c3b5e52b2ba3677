#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn fills(x: i64) -> i64 {
    let mut all = vec![double(x)];
    if x > 3 {
        all.push(double(x));
    }
    all[0]
}

#[workflow]
fn gives_a_list(x: i64) -> i64 {
    let all = if x > 3 { vec![double(x)] } else { vec![x] };
    all[0]
}

#[workflow]
fn leaves_a_loop(x: i64) -> i64 {
    let mut last = x;
    for _ in 0..3 {
        if last > 10 {
            break;
        }
        last = double(last);
    }
    last
}

#[workflow]
fn returns(x: i64) -> i64 {
    let y = if x > 3 { return x } else { double(x) };
    double(y)
}

#[workflow]
fn always_fails(x: i64) -> Result<i64, String> {
    if x > 3 {
        return Err("large".into());
    } else {
        return Err("small".into());
    }
}

#[workflow]
fn fails_after_a_call(x: i64) -> Result<i64, String> {
    if x > 3 {
        double(x);
        return Err("large".into());
    }
    Ok(double(x))
}

#[workflow]
fn names_a_promise(x: i64) -> Result<i64, String> {
    if x > 3 {
        return Err(format!("{x} is large"));
    }
    assert!(x > 1, "{} is small", x);
    Ok(double(x))
}

fn main() {}
