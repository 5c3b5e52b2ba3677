#![allow(unused)]

use aileron::prelude::*;

#[task]
async fn later(x: i64) -> i64 {
    x
}

#[workflow]
async fn flow(x: i64) -> i64 {
    let y = async { later(x).await };
    y.await
}

fn main() {}
