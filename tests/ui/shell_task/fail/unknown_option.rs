use aileron::prelude::*;

#[shell_task(scrpt = "true", command = ["true"])]
fn count(x: i64) -> i64;

fn main() {}
