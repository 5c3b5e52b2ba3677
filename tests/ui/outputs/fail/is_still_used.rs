use aileron::prelude::*;

#[derive(Outputs)]
struct Counts(i64, i64);

#[derive(Outputs)]
struct Lines {
    all: Vec<Lines>,
}

#[task]
fn count(text: String) -> Result<Counts, String> {
    Err(text)
}

#[task]
fn lines() -> Lines {
    Lines { all: vec![] }
}

#[workflow]
fn flow(text: String) -> Result<Counts, String> {
    let _lines = lines();
    count(text)
}

fn main() {}
