#![allow(unused)]

use aileron::prelude::*;

#[workflow]
fn flow(x: i64) -> anyhow::Result<i64> {
    anyhow::bail!("no")
}

fn main() {}
