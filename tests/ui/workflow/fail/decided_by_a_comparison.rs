use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn flag(x: i64) -> bool {
    x > 1
}

#[workflow]
fn loops(x: i64) -> i64 {
    let mut last = x;
    while double(last) < 10 {
        last = double(last);
    }
    while !flag(last) || x == 3 {
        last = double(last);
    }
    for _ in 0..x + 1 {
        last = double(last);
    }
    last
}

#[workflow]
fn branches(x: i64) -> i64 {
    if double(x) > 3 && !flag(x) {
        return x;
    }
    match x % 2 {
        0 => x,
        _ => double(x),
    }
}

#[workflow]
fn assertions(x: i64) -> i64 {
    assert!(x > 3, "{} is too few", x + 1);
    double(x)
}

fn main() {}
