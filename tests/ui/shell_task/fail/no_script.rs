use aileron::prelude::*;

#[shell_task(retries = 1)]
fn count(x: i64) -> i64;

fn main() {}
