use aileron::prelude::*;

#[task]
fn square(x: i64) -> i64 {
    x * x
}

#[task]
fn sum(xs: Vec<i64>) -> Result<i64, String> {
    xs.into_iter().reduce(|a, b| a + b).ok_or_else(|| "nothing to add".to_owned())
}

#[workflow]
fn squares(from: i64) -> Result<(i64, i64), String> {
    let mut all = vec![square(from)];
    for x in 1..4 {
        all.push(square(x));
    }
    let first = all[0];
    Ok((first, sum(all)?))
}

fn main() {
    assert_eq!(squares(5), Ok((25, 39)));
}
