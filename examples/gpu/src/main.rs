//! Tasks on GPUs and TPUs.
//!
//! A local run uses the hardware of this machine. On Flyte each task waits for a node with its device:
//!
//! ```text
//! cargo run -p gpu -- run train_and_compare --samples 1000
//! cargo run -p gpu -- serialize
//! ```

use aileron::accelerators::{A100_80GB, Accelerator, T4, V5E};
use aileron::prelude::*;

/// A device for which Aileron has no constant, by the name in the labels of the cluster's nodes.
const B200: Accelerator = Accelerator::new("nvidia-b200");

/// Embeds samples on a seventh of a GPU, which is enough for this task.
#[task(
    container_image = "{{.image.cuda}}",
    accelerator = A100_80GB.partition("1g.10gb"),
    requests(gpu = "1")
)]
fn embed(samples: u32) -> Vec<f64> {
    (0..samples).map(|sample| f64::from(sample % 7)).collect()
}

/// Trains on two whole GPUs. Its workers exchange batches in shared memory, which counts towards the memory limit.
#[task(
    container_image = "{{.image.cuda}}",
    accelerator = B200.unpartitioned(),
    requests(gpu = "2", mem = "64Gi"),
    limits(gpu = "2", mem = "64Gi"),
    shared_memory = "16Gi",
    retries = 1
)]
fn train(samples: Vec<f64>) -> f64 {
    samples.iter().sum()
}

/// Trains on a slice of TPUs. The topology has eight chips, so the request is eight.
#[task(accelerator = V5E.slice("2x4"), requests(gpu = "8"), shared_memory)]
fn train_on_tpus(samples: Vec<f64>) -> f64 {
    samples.iter().sum()
}

/// Compares the two on one small GPU.
#[task(container_image = "{{.image.cuda}}", accelerator = T4, requests(gpu = "1"))]
fn compare(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

/// Uses four types of nodes.
#[workflow]
fn train_and_compare(samples: u32) -> bool {
    let samples = embed(samples);
    compare(train(samples.clone()), train_on_tpus(samples))
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_device_is_needed_here() {
        assert!(train_and_compare(100));
    }
}
