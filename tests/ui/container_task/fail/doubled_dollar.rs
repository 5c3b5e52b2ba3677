use aileron::prelude::*;

#[container_task(image = "busybox", command = ["sh", "-c", "echo $$ $$$$ $$(date) > /var/outputs/o0"])]
fn process() -> String;

fn main() {}
