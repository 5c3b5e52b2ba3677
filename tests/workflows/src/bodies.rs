//! Variables, blocks and patterns.

use crate::tasks::{add, double, notify, split};
use aileron::prelude::*;

#[workflow]
pub fn shadowing(x: i64) -> i64 {
    let x = double(x);
    let x: i64 = double(x);
    let (x, _) = (double(x), 3);
    x
}

#[workflow]
pub fn borrowed(x: i64) -> i64 {
    let y = &double(x);
    let z = y.clone();
    add(*y, z)
}

#[workflow]
pub fn changed(mut x: i64) -> i64 {
    x = double(x);
    let mut y;
    y = double(x);
    y = add(x, y);
    y
}

#[workflow]
pub fn constant_first(x: i64) -> i64 {
    let mut last = 3_000_000_000;
    for step in 0..2 {
        last = add(last, step);
    }
    add(last, x)
}

#[workflow]
pub fn pair_of_variables(x: i64) -> i64 {
    let (mut a, mut b) = (0, 1);
    for _ in 0..3 {
        (a, b) = (b, add(a, b));
    }
    add(b, add(a, x))
}

#[workflow]
pub fn conditional_value(x: i64) -> i64 {
    let y;
    if true {
        y = double(x);
    } else {
        y = 3;
    }
    y
}

#[workflow]
pub fn parts_of_tuples(x: i64) -> i64 {
    let ((a, b), c) = ((double(x), 2), split(x));
    let pair = (a, b);
    let triple = (1, pair.0, 3);
    let (first, .., last) = triple;
    add(add(first + last, triple.1), add(c.0, pair.1))
}

#[workflow]
pub fn blocks(x: i64) -> i64 {
    let y = {
        let x = double(x);
        add(x, 1)
    };
    let z = 'known: {
        if true {
            break 'known 4;
        }
        5
    };
    add(y, z)
}

#[workflow]
#[allow(unused_variables)]
pub fn unused(x: i64) -> i64 {
    #[allow(unused_variables)]
    let y = double(x);
    double(x)
}

#[workflow]
pub fn statements_without_semicolons(x: i64) {
    if cfg!(all()) {
        notify("a".into())
    } else {
        notify("b".into())
    }
    match 3 {
        3 => notify("c".into()),
        _ => {}
    }
    {
        double(x);
    }
    if true {
        notify("d".into())
    } else {
    }
}

#[workflow]
pub fn nothing_at_some_ends(x: i64) {
    if cfg!(all()) {
        double(x);
        return;
    }
    match 3 {
        3 => (),
        4 => return,
        _ => notify("e".into()),
    }
}

#[workflow]
pub fn macro_at_the_end(x: i64) -> Vec<i64> {
    vec![double(x), x]
}
