use aileron::prelude::*;

#[task(plugin = "spark")]
fn double(x: i64) -> i64 {
    x * 2
}

#[task(plugin = ())]
fn triple(x: i64) -> i64 {
    x * 3
}

fn main() {}
