#![allow(unused)]

use aileron::prelude::*;

struct Model;

impl Model {
    #[task]
    fn step(&self, x: i64) -> i64 {
        x
    }
}

fn main() {}
