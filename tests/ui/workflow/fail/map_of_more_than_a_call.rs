#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn checked(x: i64) -> Result<i64, String> {
    Ok(x)
}

#[task]
fn pair(x: i64, y: i64) -> i64 {
    x + y
}

#[workflow]
fn two_calls(xs: Vec<i64>) -> Vec<i64> {
    map(|x| double(double(x)), xs)
}

#[workflow]
fn beside_a_call(xs: Vec<i64>) -> Vec<i64> {
    map(|x| pair(x, double(3)), xs)
}

#[workflow]
fn arithmetic(xs: Vec<i64>) -> Vec<i64> {
    map(|x| double(x) + 1, xs)
}

#[workflow]
fn statements(xs: Vec<i64>) -> Vec<i64> {
    map(
        |x| {
            let y = x;
            double(y)
        },
        xs,
    )
}

#[workflow]
fn no_call(xs: Vec<i64>) -> Vec<i64> {
    map(|x| x, double_all(xs))
}

#[task]
fn double_all(xs: Vec<i64>) -> Vec<i64> {
    xs
}

fn main() {}
