use aileron::prelude::*;

#[task]
async fn later(x: i64) -> i64 {
    x
}

#[task]
async fn check(x: i64) -> Result<i64, String> {
    Ok(x)
}

#[task]
fn sum(list: Vec<i64>) -> i64 {
    list.iter().sum()
}

#[workflow]
async fn passed_on(x: i64) -> i64 {
    let y = later(x);
    later(y).await
}

#[workflow]
async fn collected(x: i64) -> i64 {
    let mut list = Vec::new();
    for _ in 0..3 {
        list.push(later(x));
    }
    sum(list)
}

#[workflow]
async fn tried(x: i64) -> Result<i64, String> {
    let y = check(x)?;
    Ok(later(y).await)
}

#[workflow]
async fn given_back(x: i64) -> i64 {
    later(x)
}

fn main() {}
