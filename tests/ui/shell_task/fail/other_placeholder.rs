use aileron::prelude::*;

#[shell_task(script = "cp {{.input}} {{.outputPrefx}}")]
fn count(width: i64) -> i64;

fn main() {}
