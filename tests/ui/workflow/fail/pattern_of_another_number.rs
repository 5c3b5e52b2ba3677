use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn split(x: i64) -> (i64, i64) {
    (x, x)
}

#[workflow]
fn flow(x: i64) -> i64 {
    let (a, b) = double(x);
    let (c, d, e) = split(a);
    split(b);
    split(c);
    split(d);
    double(e)
}

fn main() {}
