#![allow(unused)]

use aileron::prelude::*;

#[task(retries: 2)]
fn colon() {}

#[task(retries == 2)]
fn twice() {}

#[task(retries 2)]
fn nothing() {}

#[task(env(A: "b"))]
fn within() {}

fn main() {}
