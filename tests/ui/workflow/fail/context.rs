use aileron::prelude::*;
use anyhow::Context as _;

#[task]
async fn check(x: i64) -> anyhow::Result<i64> {
    Ok(x)
}

#[workflow]
async fn flow(x: i64) -> anyhow::Result<i64> {
    let y = check(x).await.context("no first")?;
    let z = check(y).await.with_context(|| format!("no second of {x}"))?;
    Ok(z)
}

fn main() {}
