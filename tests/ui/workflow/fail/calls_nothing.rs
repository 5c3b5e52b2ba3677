use aileron::prelude::*;

#[task]
fn count(text: String) -> i64 {
    text.len() as i64
}

#[workflow]
fn same(x: i64) -> i64 {
    x
}

#[workflow]
fn constants() -> Vec<i64> {
    let mut list = vec![1, 2];
    list.push(i64::from(3_u8));
    list
}

/// Not written yet, which is no mistake.
#[workflow]
fn later(text: String) -> i64 {
    todo!("count the {}", "words")
}

#[workflow]
fn right(text: String) -> i64 {
    if true { count(text) } else { 0 }
}

fn main() {}
