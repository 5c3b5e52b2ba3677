use aileron::prelude::*;

#[task]
fn area(a: f64) -> f64;

fn main() {}
