#![allow(unused)]

use aileron::prelude::*;

#[task(
    env(LEVEL = "in\0fo"),
    annotations("example.com/note" = "\0"),
    labels(team = "co\0re"),
    name = "a\0b",
    deprecated = "use\0",
    cache(version = "1\0"),
)]
fn step(x: i64) {}

fn main() {}
