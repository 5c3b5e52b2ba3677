use aileron::prelude::*;

#[shell_task(script = include_str!("../../scripts/wrong.sh"))]
fn count(word: String);

fn main() {}
