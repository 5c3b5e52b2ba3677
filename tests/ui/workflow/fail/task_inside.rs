#![allow(unused)]

use aileron::prelude::*;

#[workflow]
fn flow(x: i64) -> i64 {
    #[task]
    fn inner(x: i64) -> i64 {
        x
    }
    inner(x)
}

fn main() {}
