#![allow(unused)]

use aileron::prelude::*;

#[task(
    name = "etl.count",
    container_image = "{{.image.default.fqn}}:spark-{{.image.default.version}}",
    retries = 3,
    timeout = "1h30m",
    cache(version = "1", serialize, ignore(seed)),
    interruptible,
    deprecated = "use `count_all` instead",
    env(RUST_LOG = "info", "with.dot" = ""),
    requests(cpu = "500m", mem = "1Gi", gpu = "1", ephemeral_storage = "10Gi"),
    limits(cpu = "1", mem = "2Gi", gpu = "1"),
    labels(team = "core", "example.com/cost-centre" = "42"),
    annotations("Example.com/Owner" = "any text: at all"),
    pod_template_name = "gpu-large",
    accelerator = aileron::accelerators::T4,
    shared_memory = "1Gi",
    secrets("db/password"),
)]
fn count(text: String, seed: i64) -> i64 {
    seed + text.len() as i64
}

#[task(interruptible = false, retries = 0)]
fn steady() {}

fn main() {}
