use aileron::prelude::*;

#[task]
fn work(x: i64) -> Result<i64, String> {
    Err(format!("{x}"))
}

#[task]
fn twice(x: i64) -> i64 {
    2 * x
}

#[task]
fn clean_up(x: i64, err: Option<FlyteError>) {
    println!("{x} {err:?}");
}

#[workflow(on_failure = clean_up(twice(x), err))]
fn nested(x: i64) -> Result<i64, String> {
    work(x)
}

#[workflow(on_failure = clean_up(x + 1, err))]
fn computed(x: i64) -> Result<i64, String> {
    work(x)
}

#[workflow(on_failure = clean_up(err))]
fn shadowed(err: i64) -> Result<i64, String> {
    work(err)
}

fn main() {}
