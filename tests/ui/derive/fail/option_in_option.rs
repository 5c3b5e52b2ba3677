use aileron::prelude::*;

type Maybe<T> = Option<T>;

#[derive(FlyteType)]
struct Setting {
    name: String,
    value: Option<Option<i64>>,
    others: Vec<Maybe<Maybe<i64>>>,
}

#[derive(FlyteType)]
enum Choice {
    Text(String),
    Number(Option<Option<i64>>),
}

#[derive(Outputs)]
struct Found {
    found: Option<Option<String>>,
}

#[task]
fn set(name: String, value: Vec<Option<Option<i64>>>) -> Result<(i64, Option<Option<i64>>), String> {
    drop((name, value));
    Ok((1, None))
}

#[task]
fn aliased(value: Maybe<Maybe<i64>>) {
    drop(value);
}

#[workflow]
fn pipeline(value: Option<Option<i64>>) -> i64 {
    count(value)
}

fn main() {}
