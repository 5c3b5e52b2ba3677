use aileron::prelude::*;

#[shell_task("ls -l > $outputs/o0")]
fn files() -> String;

#[container_task("busybox:latest")]
fn container();

fn main() {}
