#[aileron::prelude::task]
fn step() {}

aileron::main!();
