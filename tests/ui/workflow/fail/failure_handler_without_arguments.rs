use aileron::prelude::*;

#[task]
fn work(x: i64) -> Result<i64, String> {
    Err(format!("{x}"))
}

#[task]
fn clean_up(x: i64, err: Option<FlyteError>) {
    println!("{x} {err:?}");
}

#[workflow(on_failure = clean_up)]
fn named(x: i64) -> Result<i64, String> {
    work(x)
}

#[workflow(on_failure = "clean_up")]
fn quoted(x: i64) -> Result<i64, String> {
    work(x)
}

#[workflow(on_failure = clean_up(x, err)?)]
fn tried(x: i64) -> Result<i64, String> {
    work(x)
}

#[workflow(on_failure = |x| clean_up(x, None))]
fn closure(x: i64) -> Result<i64, String> {
    work(x)
}

#[workflow(on_failure = String::from("x"))]
fn associated(x: i64) -> Result<i64, String> {
    work(x)
}

fn main() {}
