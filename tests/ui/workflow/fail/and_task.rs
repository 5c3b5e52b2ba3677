use aileron::prelude::*;

#[workflow]
#[task]
fn flow(x: i64) -> i64 {
    x
}

fn main() {}
