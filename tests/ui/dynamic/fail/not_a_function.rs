use aileron::prelude::*;

#[dynamic]
struct Config;

#[dynamic(retry = 2)]
fn misspelt(x: i64) -> i64 {
    x
}

#[dynamic(deck)]
fn with_a_deck(x: i64) -> i64 {
    x
}

#[dynamic]
#[task]
fn twice(x: i64) -> i64 {
    x
}

fn main() {}
