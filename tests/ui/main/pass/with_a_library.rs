use ui_tests as _;

#[aileron::prelude::task]
fn step() {}

aileron::main!(ui_tests);
