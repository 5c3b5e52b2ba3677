use aileron::prelude::*;

#[derive(FlyteType)]
struct Pair(i64, i64);

#[derive(FlyteType)]
struct Page<T> {
    rows: Vec<T>,
}

#[derive(FlyteType)]
struct Text<'a> {
    text: &'a str,
}

#[derive(FlyteType)]
enum Shape {
    Circle(f64),
    Nothing,
}

#[derive(FlyteType)]
struct Whole {
    pair: Pair,
    shapes: Vec<Shape>,
}

#[task]
fn make(whole: Whole, page: Page<i64>) -> (Pair, Option<Shape>) {
    drop(page);
    (whole.pair, None)
}

#[task]
async fn take(pair: Pair, shape: Option<Shape>) -> Result<Vec<Pair>, String> {
    drop(shape);
    Ok(vec![pair])
}

#[workflow]
async fn flow(whole: Whole, page: Page<i64>) -> Result<Vec<Pair>, String> {
    let (pair, shape) = make(whole, page);
    take(pair, shape).await
}

fn main() {}
