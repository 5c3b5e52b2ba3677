#![deny(warnings)]

use aileron::accelerators::{self, A100, A100_80GB, Accelerator, T4, V5P};
use aileron::prelude::*;

const B200: Accelerator = Accelerator::new("nvidia-b200").partition("1g.23gb");

#[task(accelerator = T4, requests(gpu = "1"))]
fn device() {}

#[task(accelerator = A100_80GB.partition("1g.10gb"), limits(gpu = "1"), shared_memory)]
fn partition() {}

#[task(accelerator = A100.unpartitioned(), requests(gpu = "2"), limits(gpu = "2"), shared_memory = "2Gi")]
fn whole() {}

#[task(accelerator = V5P.slice("2x2x1"), requests(gpu = "4"), shared_memory = false)]
fn slice() {}

#[task(accelerator = B200, requests(gpu = "1"), shared_memory = true)]
fn constant() {}

#[task(accelerator = { const SIZE: &str = "7g.71gb"; accelerators::H100.partition(SIZE) }, requests(gpu = "1"))]
fn block() {}

// Its GPUs are the template's.
#[task(accelerator = Accelerator::new("nvidia-b200"), pod_template_name = "gpu")]
fn template() {}

#[container_task(image = "cuda", command = ["nvidia-smi"], accelerator = T4, requests(gpu = "1"), shared_memory)]
fn container();

fn main() {
    assert_eq!(B200, Accelerator::new("nvidia-b200").partition("1g.23gb"));
}
