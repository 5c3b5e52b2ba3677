use aileron::prelude::*;

#[task]
fn work(x: i64) -> Result<i64, String> {
    Err(format!("{x}"))
}

#[workflow(failure_policy = "fail_imediately")]
fn mistyped(x: i64) -> Result<i64, String> {
    work(x)
}

#[workflow(failure_policy = 1)]
fn number(x: i64) -> Result<i64, String> {
    work(x)
}

#[workflow(on_error = work(x))]
fn renamed(x: i64) -> Result<i64, String> {
    work(x)
}

fn main() {}
