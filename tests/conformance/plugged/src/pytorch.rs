use aileron::prelude::*;
use aileron_plugins::kubeflow::{CleanPodPolicy, Replicas, RestartPolicy, RunPolicy};
use aileron_plugins::pytorch::{Elastic, PyTorch};
use aileron_plugins::{Pods, Resources};

#[task(plugin = PyTorch::new(1))]
pub fn bare(x: i64) -> i64 {
    x
}

#[task(plugin = PyTorch::new(1), pod_template = crate::lone_pod(), requests(cpu = "1"), env(LEVEL = "high"))]
pub fn in_a_pod(x: i64) -> i64 {
    x
}

#[task(plugin = Elastic::new(2..=2).increase_shared_mem(false))]
pub fn elastic_without_shared_memory(x: i64) -> i64 {
    x
}

#[task(plugin = PyTorch::new(2), shared_memory = true)]
pub fn plain(x: i64) -> i64 {
    x
}

#[task(
    plugin = PyTorch::new(7)
        .worker(
            Replicas::new()
                .pods(Pods::new().image("{{.image.spark}}").limits(Resources::new().gpu("8").cpu("4")))
                .restart_policy(RestartPolicy::OnFailure)
        )
        .master(Replicas::new().pods(Pods::new().image("torch:2").requests(Resources::new().mem("2Gi"))))
        .run_policy(RunPolicy::new().clean_pod_policy(CleanPodPolicy::All).active_deadline_seconds(60)),
    container_image = "{{.image.default.fqn}}:torch-v1",
    shared_memory = "2Gi"
)]
pub fn whole(x: i64) -> i64 {
    x
}

#[task(plugin = Elastic::new(1..=1).processes_per_node(4), shared_memory = true)]
pub fn elastic_on_one_node(x: i64) -> i64 {
    x
}

#[task(
    plugin = Elastic::new(2..=4).processes_per_node(8).max_restarts(3).run_policy(RunPolicy::new().backoff_limit(1)),
    shared_memory = true
)]
pub fn elastic(x: i64) -> i64 {
    x
}
