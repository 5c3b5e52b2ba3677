#![allow(unused)]

use aileron::prelude::*;

#[task(secrets("db/password"(env_var = "my-var")))]
fn step() {}

fn main() {}
