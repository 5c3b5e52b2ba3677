use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn title(text: Option<String>) -> i64 {
    text.map_or(0, |text| text.len() as i64)
}

#[workflow]
fn flow() -> i64 {
    title("a");
    double("three")
}

#[workflow]
fn number(x: i64) -> i64 {
    double(x);
    "four"
}

fn main() {}
