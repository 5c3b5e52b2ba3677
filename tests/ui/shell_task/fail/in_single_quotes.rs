use aileron::prelude::*;

#[shell_task(script = "awk '{ print $1 + {{.inputs.x}} }' file # it's awk's own variable: {{.inputs.x}}")]
fn add(x: i64) -> i64;

fn main() {}
