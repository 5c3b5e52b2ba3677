#![allow(unused)]

use aileron::prelude::*;

struct Model;

#[task]
fn step(models: std::collections::HashMap<String, Model>) {}

fn main() {}
