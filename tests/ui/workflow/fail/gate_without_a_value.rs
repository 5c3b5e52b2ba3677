use aileron::prelude::*;

#[task]
fn half(x: f64) -> f64 {
    x / 2.0
}

#[workflow]
fn approves_nothing() -> f64 {
    half(gate::approve("number"))
}

#[workflow]
fn another_type(x: f64) -> String {
    gate::approve("number", x)
}

fn main() {}
