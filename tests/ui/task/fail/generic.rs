#![allow(unused)]

use aileron::prelude::*;

#[task]
fn step<T: FlyteType>(x: T) -> T {
    x
}

fn main() {}
