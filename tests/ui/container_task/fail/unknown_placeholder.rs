use aileron::prelude::*;

#[container_task(
    image = "busybox",
    command = ["area", "{{.ouputPrefix}}"],
    arguments = ["{{inputs.a}}", "{{.image.default.version}}"]
)]
fn area(a: f64) -> f64;

fn main() {}
