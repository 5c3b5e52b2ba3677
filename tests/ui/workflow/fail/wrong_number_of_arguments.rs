use aileron::prelude::*;

#[task]
async fn later(x: i64) -> Result<i64, String> {
    Ok(x)
}

#[task]
fn split(x: i64) -> (i64, i64) {
    (x, x)
}

#[workflow]
fn inner(x: i64) -> i64 {
    split(x).0
}

#[workflow]
async fn flow(x: i64) -> Result<i64, String> {
    let y = inner();
    let (a, b) = split(x, y);
    later(a).await?;
    later(b, "c").await
}

fn main() {}
