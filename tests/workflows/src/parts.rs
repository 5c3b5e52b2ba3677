//! Fields of structs and of named outputs, elements of lists, entries of maps.

use crate::tasks::{add, double, greet, or_zero, sum};
use aileron::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[derive(FlyteType, Clone)]
pub struct Point {
    pub x: i64,
    #[serde(rename = "why")]
    pub y: i64,
    pub r#type: String,
}

#[derive(FlyteType, Clone)]
pub struct Shape {
    pub corners: Vec<Point>,
    pub named: BTreeMap<String, Point>,
    pub center: Point,
    pub weight: Option<i64>,
    pub sizes: Vec<i64>,
}

#[derive(Outputs, Clone, Debug, PartialEq)]
pub struct Halves {
    pub low: i64,
    #[serde(rename = "upper")]
    pub high: i64,
    pub r#type: String,
}

fn point(x: i64) -> Point {
    Point { x, y: x + 1, r#type: format!("at {x}") }
}

#[task]
pub fn shape(x: i64) -> Shape {
    let named = [("a".to_owned(), point(x + 30))].into();
    let corners = vec![point(x), point(x + 10)];
    Shape { corners, named, center: point(x + 20), weight: (x > 1).then_some(x), sizes: vec![x, 7] }
}

#[task]
pub fn halves(x: i64) -> Halves {
    Halves { low: x / 2, high: x - x / 2, r#type: "halves".to_owned() }
}

#[task]
pub async fn later_halves(x: i64) -> Result<Halves, String> {
    Ok(halves(x))
}

#[task]
pub fn list(x: i64) -> Vec<Vec<i64>> {
    vec![vec![x], vec![x + 1, x + 2]]
}

#[task]
pub fn map(x: i64) -> HashMap<String, i64> {
    [("a".to_owned(), x), ("b c".to_owned(), x + 1)].into()
}

#[task]
pub fn across(from: Point, to: Point) -> i64 {
    to.x - from.x + to.y
}

#[workflow]
pub fn named_outputs(x: i64) -> (i64, i64, String) {
    let both = halves(x);
    let again = both.clone();
    (add(both.low, (&again).high), halves(again.high).low, greet(both.r#type))
}

#[workflow]
pub fn taken_apart(x: i64) -> i64 {
    let Halves { low, high: mut upper, r#type: _ } = halves(x);
    let Halves { high, .. }: Halves = halves(upper);
    upper = double(upper);
    add(low, add(upper, high))
}

#[workflow]
pub async fn awaited_outputs(x: i64) -> Result<i64, String> {
    let Halves { low, .. } = later_halves(x).await?;
    Ok(add(low, later_halves(low).await?.high))
}

#[workflow]
pub fn put_together(x: i64) -> Halves {
    let Halves { low: high, r#type, .. } = halves(x);
    Halves { low: 3, high, r#type }
}

#[workflow]
pub fn put_together_first(x: i64) -> Result<i64, String> {
    let both = Halves { low: double(x), high: x, r#type: "x".to_owned() };
    Ok(add(both.low, both.high))
}

#[workflow]
pub fn as_they_are(x: i64) -> Halves {
    put_together(x)
}

#[workflow]
pub fn fields(x: i64) -> (i64, String, i64) {
    let shape = shape(x);
    let center = shape.center.clone();
    (add(center.x, shape.center.y), greet(center.r#type), or_zero(shape.weight))
}

#[workflow]
pub fn struct_taken_apart(x: i64) -> i64 {
    let Shape { center: Point { x: center, .. }, sizes, .. } = shape(x);
    add(center, sum(sizes))
}

#[workflow]
pub fn elements(x: i64) -> (i64, i64) {
    let index = 1;
    let shape = shape(x);
    let lists = list(x);
    let first = lists[0].clone();
    (add(lists[index][1], sum(first)), add(shape.sizes[0], shape.corners[index].y))
}

#[workflow]
pub fn entries(x: i64) -> i64 {
    let key = String::from("b c");
    let map = &map(x);
    add(add(map["a"], map[&key]), shape(x).named["a"].x)
}

#[workflow]
pub fn structs_within(x: i64) -> i64 {
    let shape = shape(x);
    across(shape.corners[0].clone(), shape.named["a"].clone())
}

#[workflow]
pub fn parts_of_inputs(point: Point, list: Vec<i64>) -> i64 {
    add(point.y, list[0])
}

#[workflow]
pub fn parts_of_what_is_passed(x: i64) -> i64 {
    parts_of_inputs(shape(x).center, vec![double(x), 1])
}

#[workflow]
pub fn parts_as_outputs(x: i64) -> (i64, Vec<i64>) {
    let shape = shape(x);
    (shape.center.x, shape.sizes)
}
