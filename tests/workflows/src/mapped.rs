//! Maps: one task for each element of lists.

use crate::tasks::{add, double, greet, later, later_or_never, sum};
use aileron::prelude::*;

#[task]
fn price(quantity: i64, price: f64, shipping: f64) -> f64 {
    quantity as f64 * price + shipping
}

#[task]
fn rate() -> f64 {
    1.5
}

/// Fails for negative numbers.
#[task]
fn root(x: i64) -> Result<f64, String> {
    if x < 0 { Err(format!("{x} has no root")) } else { Ok((x as f64).sqrt()) }
}

#[task]
fn label(x: i64, text: String) -> String {
    format!("{text}{x}")
}

#[task]
fn touch(x: i64) {
    let _ = x;
}

#[task]
fn checked(x: i64) -> Result<(), String> {
    if x < 0 { Err(format!("{x} is negative")) } else { Ok(()) }
}

#[task]
fn found(roots: Vec<Option<f64>>) -> String {
    roots
        .iter()
        .map(|root| root.map_or("-".to_owned(), |root| root.to_string()))
        .collect::<Vec<_>>()
        .join(" ")
}

#[task]
fn numbered(text: String) -> String {
    match Context::current().map_index() {
        Some(index) => format!("{index}: {text}"),
        None => text,
    }
}

#[derive(FlyteType, Clone)]
pub struct Point {
    pub x: i64,
    pub y: i64,
    pub names: Vec<String>,
}

#[task]
fn points(n: i64) -> Vec<Point> {
    (0..n).map(|x| Point { x, y: x * x, names: vec![format!("p{x}")] }).collect()
}

#[task]
fn measure(point: Point) -> i64 {
    point.x + point.y
}

#[task]
fn sum_of_lists(list: Vec<i64>, more: Vec<i64>) -> i64 {
    list.iter().chain(&more).sum()
}

/// Fails in its first attempt for each element.
#[task]
fn second_time(x: i64) -> Result<i64, Recoverable> {
    match Context::current().attempt() {
        0 => Err(Recoverable("not yet")),
        attempt => Ok(x + i64::from(attempt)),
    }
}

#[shell_task(script = "echo $((3 * {{.inputs.x}})) > \"$outputs/o0\"")]
fn triple(x: i64) -> i64;

#[workflow]
pub fn alone(xs: Vec<i64>) -> Vec<i64> {
    map(double, xs)
}

#[workflow]
pub fn by_path(xs: Vec<i64>) -> Vec<i64> {
    aileron::map(crate::tasks::double, xs)
}

#[workflow]
pub fn closure(xs: Vec<i64>, y: i64) -> Vec<i64> {
    map(|x| add(x, y), xs)
}

#[workflow]
pub fn beside_a_promise(quantities: Vec<i64>, shipping: f64) -> Vec<f64> {
    let rate = rate();
    let prices = map(|q| price(q, rate, shipping), quantities);
    prices
}

#[workflow]
pub fn beside_a_constant(xs: Vec<i64>) -> Vec<i64> {
    let three = 3;
    map(move |x| add(three, x), xs)
}

#[workflow]
pub fn two_lists(quantities: Vec<i64>, prices: Vec<f64>, shipping: f64) -> Vec<f64> {
    map(|(q, p)| price(q, p, shipping), (quantities, prices))
}

#[workflow]
pub fn list_beside_a_constant(xs: Vec<i64>) -> Vec<i64> {
    map(|pair| add(pair.0, pair.1), (xs, vec![10, 20]))
}

#[workflow]
pub fn list_of_constants() -> Vec<i64> {
    map(double, vec![1, 2, 3])
}

#[workflow]
pub fn list_of_promises(x: i64) -> Vec<i64> {
    let doubled = vec![double(x), double(4)];
    map(|x| double(x), doubled)
}

#[workflow]
pub fn cloned(xs: Vec<i64>, text: String) -> Vec<String> {
    map(|x| label(x, text.clone()), xs)
}

#[workflow]
pub fn question_mark(xs: Vec<i64>) -> Result<Vec<f64>, String> {
    let roots = map(root, xs)?;
    Ok(roots)
}

#[workflow]
pub fn result_as_it_is(xs: Vec<i64>) -> Result<Vec<f64>, String> {
    map(|x| root(x), xs)
}

#[workflow]
pub async fn awaited(xs: Vec<i64>) -> Vec<i64> {
    map(later, xs).await
}

#[workflow]
pub async fn awaited_question_mark(xs: Vec<i64>) -> Result<Vec<i64>, String> {
    let all = map(|x| later_or_never(x), xs).await?;
    Ok(all)
}

#[workflow]
pub fn units(xs: Vec<i64>) {
    map(touch, xs);
}

#[workflow]
pub fn units_or_errors(xs: Vec<i64>) -> Result<(), String> {
    map(checked, xs)?;
    Ok(())
}

#[workflow]
pub fn some(xs: Vec<i64>) -> String {
    let roots = map_some(root, xs);
    found(roots)
}

#[workflow]
pub fn some_as_they_are(xs: Vec<i64>) -> Vec<Option<f64>> {
    map_some(root, xs)
}

#[workflow]
pub fn most(xs: Vec<i64>) -> String {
    #[node(min_success_ratio = 0.8, concurrency = 2)]
    let roots = map_some(|x| root(x), xs);
    found(roots)
}

#[workflow]
pub fn at_least_one(xs: Vec<i64>) -> String {
    #[node(min_successes = 1)]
    let roots = map_some(root, xs);
    found(roots)
}

#[workflow]
pub async fn some_awaited(xs: Vec<i64>) -> Vec<Option<i64>> {
    map_some(later_or_never, xs).await
}

#[workflow]
pub fn fields(n: i64) -> Vec<i64> {
    let points = points(n);
    map(|point| add(point.x, point.y), points)
}

#[workflow]
pub fn fields_taken_apart(n: i64) -> Vec<i64> {
    let points = points(n);
    map(|Point { x, y, .. }| add(y, x), points)
}

#[workflow]
pub fn elements_of_fields(n: i64) -> Vec<String> {
    let points = points(n);
    map(|point| greet(point.names[0].clone()), points)
}

#[workflow]
pub fn structs(n: i64) -> i64 {
    let points = points(n);
    sum(map(measure, points))
}

#[workflow]
pub fn lists_in_lists(lists: Vec<Vec<i64>>, more: Vec<i64>) -> Vec<i64> {
    map(|list| sum_of_lists(list, more.clone()), lists)
}

#[workflow]
pub fn numbers(texts: Vec<String>) -> Vec<String> {
    #[node(concurrency = 3)]
    map(numbered, texts)
}

#[workflow]
pub fn one_after_the_other(xs: Vec<i64>) -> i64 {
    let doubled = map(double, xs);
    let all = map(|x| add(x, 1), doubled);
    sum(all)
}

#[workflow]
pub fn in_an_arm(xs: Vec<i64>, y: i64) -> Vec<i64> {
    if y > 3 { map(|x| add(x, y), xs) } else { xs }
}

#[workflow]
pub fn retried(xs: Vec<i64>) -> Result<Vec<i64>, Recoverable> {
    #[node(retries = 1)]
    map(second_time, xs)
}

#[workflow]
pub fn of_a_script(xs: Vec<i64>) -> Vec<i64> {
    map(triple, xs)
}

mod own {
    use aileron::prelude::*;

    #[task]
    pub(super) fn map(x: i64, y: i64) -> i64 {
        x - y
    }
}

#[workflow]
pub fn own_task_of_that_name(x: i64) -> i64 {
    use own::map;
    map(x, 3)
}
