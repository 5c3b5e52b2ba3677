//! An example.
use aileron::prelude::*;

/// Counts the words of a text.
#[task(container_image = "{{.image.default.fqn}}:spark-{{.image.default.version}}", retries = 2)]
fn word_count(text: String) -> i64 {
    text.split_whitespace().count() as i64
}

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[workflow]
fn pipeline(text: String) -> i64 {
    double(word_count(text))
}

aileron::main!();
