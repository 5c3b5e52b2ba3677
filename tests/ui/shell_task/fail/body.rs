use aileron::prelude::*;

#[shell_task(script = "true")]
fn count(x: i64) -> i64 {
    x
}

fn main() {}
