use aileron::prelude::*;

#[task]
fn weight(x: i64) -> i64 {
    x * 2
}

#[dynamic]
fn heaviest(xs: Vec<i64>) -> Option<i64> {
    xs.into_iter().max_by_key(|x| weight(*x))
}

#[dynamic]
fn in_a_variable(x: i64) -> i64 {
    let twice = |x: i64| weight(weight(x));
    twice(x)
}

fn main() {}
