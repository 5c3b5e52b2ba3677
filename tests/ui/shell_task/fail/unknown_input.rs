use aileron::prelude::*;

#[shell_task(script = "echo {{.inputs.widht}} > $outputs/o0")]
fn count(width: i64) -> i64;

fn main() {}
