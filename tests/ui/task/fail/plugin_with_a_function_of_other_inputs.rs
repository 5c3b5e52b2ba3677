use aileron::plugin::{Plugin, work};
use aileron::prelude::*;
use std::marker::PhantomData;

struct Oven<Inputs>(PhantomData<Inputs>);

impl<Inputs: 'static> Plugin for Oven<Inputs> {
    type Work = work::ServiceWith<Inputs>;

    fn task_type(&self) -> &str {
        "oven"
    }
}

fn by(_: fn(i64, String) -> bool) -> Oven<(i64, String)> {
    Oven(PhantomData)
}

fn toast(_: i64, _: String) -> bool {
    true
}

#[task(plugin = by(toast))]
fn right(minutes: i64, name: String) -> bool;

#[task(plugin = by(toast))]
fn wrong(minutes: i64, name: i64) -> bool;

fn main() {}
