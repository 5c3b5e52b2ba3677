use aileron::prelude::*;

#[task]
fn work(x: i64) -> Result<i64, String> {
    Err(format!("{x}"))
}

#[task]
fn clean_up(name: String, err: Option<FlyteError>) {
    println!("{name} {err:?}");
}

#[task]
fn certain(err: FlyteError) {
    println!("{err}");
}

#[workflow(on_failure = clean_up(x, err))]
fn mistyped(x: i64) -> Result<i64, String> {
    work(x)
}

#[workflow(on_failure = clean_up(err))]
fn too_few(x: i64) -> Result<i64, String> {
    work(x)
}

#[workflow(on_failure = certain(err))]
fn not_optional(x: i64) -> Result<i64, String> {
    work(x)
}

#[workflow(on_failure = clean_up(y, err))]
fn unknown(x: i64) -> Result<i64, String> {
    work(x)
}

fn main() {}
