use aileron::prelude::*;

#[task]
fn several(#[default] a: i64, #[default()] b: i64, #[default = 3] c: i64, #[default(1, 2)] d: i64) {
    drop((a, b, c, d));
}

fn main() {}
