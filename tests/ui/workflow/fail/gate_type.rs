use aileron::prelude::*;

#[task]
fn half(x: f64) -> f64 {
    x / 2.0
}

#[workflow]
fn inferred_from_its_use() -> f64 {
    half(gate::wait_for("number"))
}

#[workflow]
fn inferred_from_the_output() -> f64 {
    gate::wait_for("number")
}

fn main() {}
