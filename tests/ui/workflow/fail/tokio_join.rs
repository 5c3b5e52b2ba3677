#![allow(unused)]

use aileron::prelude::*;

#[task]
async fn later(x: i64) -> i64 {
    x
}

macro_rules! join {
    ($($x:expr),*) => {
        $($x.await;)*
    };
}

#[workflow]
async fn flow(x: i64) -> i64 {
    join!(later(x), later(x));
    later(x).await
}

fn main() {}
