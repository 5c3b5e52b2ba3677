use aileron::prelude::*;

#[workflow]
fn twice(
    #[default(1)]
    #[default(2)]
    x: i64,
) -> i64 {
    x
}

fn main() {}
