use aileron::prelude::*;

#[container_task(image = "busybox", command = ["sh", "-c", "echo $(LEVEL) $(date) > /var/outputs/o0"], env(LEVEL = "1"))]
fn today() -> String;

fn main() {}
