use aileron::prelude::*;
use aileron_plugins::kubeflow::{CleanPodPolicy, Replicas, RestartPolicy, RunPolicy};
use aileron_plugins::tensorflow::TensorFlow;
use aileron_plugins::{Pods, Resources};

#[task(plugin = TensorFlow::new(2))]
pub fn plain(x: i64) -> i64 {
    x
}

#[task(
    plugin = TensorFlow::new(4)
        .chiefs(1)
        .parameter_servers(2)
        .evaluators(1)
        .worker(
            Replicas::new()
                .pods(Pods::new().image("{{.image.spark}}").limits(Resources::new().gpu("1").cpu("4")))
                .restart_policy(RestartPolicy::OnFailure)
        )
        .chief(Replicas::new().pods(Pods::new().requests(Resources::new().mem("2Gi"))))
        .parameter_server(Replicas::new().restart_policy(RestartPolicy::Always))
        .evaluator(Replicas::new().pods(Pods::new().image("tf:2")))
        .run_policy(RunPolicy::new().clean_pod_policy(CleanPodPolicy::Running).backoff_limit(2)),
    container_image = "{{.image.default.fqn}}:tf-v1"
)]
pub fn whole(x: i64) -> i64 {
    x
}
