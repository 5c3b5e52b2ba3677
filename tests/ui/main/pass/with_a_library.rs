#![allow(dead_code)]

mod program {
    #[aileron::prelude::task]
    fn step() {}

    aileron::main!(ui_tests);
}

fn main() {}
