#![allow(dead_code)]

mod program {
    #[aileron::prelude::task]
    fn step() {}

    aileron::main!();
}

fn main() {}
