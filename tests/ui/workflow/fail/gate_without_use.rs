#![deny(unused_must_use)]
use aileron::prelude::*;

#[task]
fn half(x: f64) -> f64 {
    x / 2.0
}

#[workflow]
fn unused(x: f64) -> f64 {
    let half = half(x);
    gate::approve("half", half);
    half
}

#[workflow]
fn mistyped(x: f64) -> f64 {
    let half = half(x);
    let half: String = gate::approve("half", half);
    half
}

#[workflow]
fn too_few(x: f64) -> f64 {
    gate::approve(half(x))
}

#[workflow]
fn numbered() -> f64 {
    half(gate::wait_for::<f64>(1))
}

fn main() {}
