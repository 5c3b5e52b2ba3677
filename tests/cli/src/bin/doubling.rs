//! A workflow of a few lines, which has more nodes than any machine can hold.

use aileron::prelude::*;

#[task(container_image = "ghcr.io/acme/app:1")]
fn step(x: i64) -> i64 {
    x + 1
}

macro_rules! twice {
    ($($outer:ident: $inner:ident;)*) => {$(
        #[workflow]
        fn $outer(x: i64) -> i64 {
            let once = $inner(x);
            $inner(once)
        }
    )*};
}

twice! {
    w1: step; w2: w1; w3: w2; w4: w3; w5: w4; w6: w5; w7: w6; w8: w7; w9: w8; w10: w9;
    w11: w10; w12: w11; w13: w12; w14: w13; w15: w14; w16: w15; w17: w16; w18: w17; w19: w18; w20: w19;
    w21: w20; w22: w21; w23: w22; w24: w23; w25: w24; w26: w25; w27: w26; w28: w27; w29: w28; w30: w29;
}

/// Has too many nodes for an algorithm that compares all edges with each other.
#[workflow]
fn fan(x: i64) -> i64 {
    let mut all = vec![step(x)];
    for _ in 1..10_000 {
        all.push(step(x));
    }
    last(all)
}

#[task(container_image = "ghcr.io/acme/app:1")]
fn last(all: Vec<i64>) -> i64 {
    all.last().copied().unwrap_or_default()
}

aileron::main!();
