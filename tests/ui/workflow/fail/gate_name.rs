use aileron::prelude::*;

#[task]
fn half(x: f64) -> f64 {
    x / 2.0
}

#[task]
fn name() -> String {
    "name".to_owned()
}

#[workflow]
fn number(x: f64) -> f64 {
    half(gate::approve(3, x))
}

#[workflow]
fn waits_for_a_number() -> f64 {
    half(gate::wait_for::<f64>(3))
}

#[workflow]
fn promise(x: f64) -> f64 {
    half(gate::approve(name(), x))
}

#[workflow]
fn waits_for_a_promise() -> f64 {
    half(gate::wait_for::<f64>(name()))
}

fn main() {}
