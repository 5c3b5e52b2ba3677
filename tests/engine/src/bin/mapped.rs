//! Maps, as Flyte's engine runs them.
#![allow(clippy::cast_precision_loss, reason = "the numbers are small")]

use aileron::prelude::*;
use std::time::Duration;
use std::{env, fs, thread};

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn root(x: i64) -> Result<f64, String> {
    if x < 0 { Err(format!("{x} has no root")) } else { Ok((x as f64).sqrt()) }
}

#[task]
fn shown(roots: Vec<Option<f64>>) -> String {
    let shown = roots.iter().map(|root| root.map_or("-".to_owned(), |root| root.to_string()));
    shown.collect::<Vec<_>>().join(" ")
}

#[task]
fn numbered(text: String, prefix: String) -> String {
    format!("{prefix}{} {text}", Context::current().map_index().unwrap_or(usize::MAX))
}

#[derive(FlyteType)]
struct Point {
    x: i64,
    names: Vec<String>,
}

#[task]
fn points(n: i64) -> Vec<Point> {
    (0..n).map(|x| Point { x: x * 10, names: vec![format!("a{x}"), format!("b{x}")] }).collect()
}

#[task]
fn named(x: i64, name: String) -> String {
    format!("{name}={x}")
}

#[task]
fn joined(texts: Vec<String>) -> String {
    texts.join(" ")
}

#[task]
fn touch(x: i64) {
    let _ = x;
}

/// How many of these tasks run at once.
#[task]
fn crowd(x: i64) -> i64 {
    let folder = env::temp_dir().join(format!("aileron-crowd-{}", Context::current().execution().name));
    fs::create_dir_all(&folder).expect("a folder");
    let own = folder.join(x.to_string());
    fs::write(&own, "").expect("a file");
    thread::sleep(Duration::from_millis(300));
    let count = fs::read_dir(&folder).expect("a folder").count();
    fs::remove_file(own).expect("a file");
    i64::try_from(count).unwrap_or_default()
}

#[task]
fn second_time(x: i64) -> Result<i64, Recoverable> {
    if Context::current().attempt() == 0 { Err(Recoverable("not yet")) } else { Ok(x) }
}

#[shell_task(script = "echo $((3 * {{.inputs.x}})) > \"$outputs/o0\"")]
fn triple(x: i64) -> i64;

#[workflow]
fn alone(xs: Vec<i64>) -> Vec<i64> {
    map(double, xs)
}

#[workflow]
fn roots(xs: Vec<i64>) -> Result<Vec<f64>, String> {
    map(root, xs)
}

#[workflow]
fn some(xs: Vec<i64>) -> String {
    shown(map_some(root, xs))
}

#[workflow]
fn most(xs: Vec<i64>) -> String {
    #[node(min_success_ratio = 0.8)]
    let roots = map_some(root, xs);
    shown(roots)
}

#[workflow]
fn at_least_two(xs: Vec<i64>) -> String {
    #[node(min_successes = 2)]
    let roots = map_some(root, xs);
    shown(roots)
}

#[workflow]
fn numbers(texts: Vec<String>, more: Vec<String>, prefix: String) -> String {
    let all = map(|(text, more)| named_twice(text, more, prefix.clone()), (texts, more));
    joined(all)
}

#[task]
fn named_twice(text: String, more: String, prefix: String) -> String {
    format!("{}{more}", numbered(text, prefix))
}

#[workflow]
fn parts(n: i64) -> String {
    let points = points(n);
    joined(map(|point| named(point.x, point.names[1].clone()), points))
}

#[workflow]
fn units(xs: Vec<i64>) {
    map(touch, xs);
}

#[workflow]
fn crowded(xs: Vec<i64>) -> Vec<i64> {
    #[node(concurrency = 2)]
    map(crowd, xs)
}

#[workflow]
fn again(xs: Vec<i64>) -> Result<Vec<i64>, Recoverable> {
    #[node(retries = 1)]
    map(second_time, xs)
}

#[workflow]
fn of_a_script(xs: Vec<i64>) -> Vec<i64> {
    map(triple, xs)
}

#[workflow]
fn in_an_arm(xs: Vec<i64>, y: i64) -> Vec<i64> {
    if y > 3 { map(double, xs) } else { xs }
}

aileron::main!();
