use aileron::prelude::*;

#[container_task(image = "busybox", command = ["docker", "ps", "--format={{{{.Names}}}}", "{{{{.inputs.x}}}}", "{{.Names}}"])]
fn names(x: i64);

fn main() {}
