use aileron::prelude::*;
use aileron::serde_json::json;
use aileron_plugins::ray::{Autoscaler, Node, Ray, UpscalingMode, Workers};
use aileron_plugins::{Pods, Resources};

#[task(plugin = Ray::new().workers(Workers::new("plain", 2)))]
pub fn plain(x: i64) -> i64 {
    x
}

#[task(
    plugin = Ray::new()
        .head(
            Node::new()
                .start_param("num-cpus", "0")
                .start_param("log-color", "True")
                .requests(Resources::new().cpu("2"))
        )
        .workers(
            Workers::new("cpu", 3)
                .min_replicas(1)
                .max_replicas(9)
                .node(
                    Node::new()
                        .start_param("num-gpus", "0")
                        .requests(Resources::new().cpu("1").mem("2Gi"))
                        .limits(Resources::new().cpu("4"))
                )
        )
        .workers(
            Workers::new("gpu", 1).node(Node::new().limits(Resources::new().gpu("1").ephemeral_storage("10Gi")))
        )
        .workers(Workers::new("pods", 2).node(Node::new().pod_template(crate::pod("ray-worker"))))
        .enable_autoscaling(true)
        .autoscaler(
            Autoscaler::new()
                .upscaling_mode(UpscalingMode::Aggressive)
                .idle_timeout_seconds(60)
                .env("LEVEL", "debug")
                .pods(Pods::new().image("rayproject/ray:2.40.0").limits(Resources::new().cpu("1")))
        )
        .runtime_env(json!({"pip": ["numpy", "pandas"]}))
        .shutdown_after_job_finishes(true)
        .ttl_seconds_after_finished(120),
    container_image = "{{.image.default.fqn}}:ray-v1",
    limits(cpu = "1")
)]
pub fn whole(x: i64) -> i64 {
    x
}

#[task(plugin = Ray::new().workers(Workers::new("bare", 1)).runtime_env(json!({})))]
pub fn bare(x: i64) -> i64 {
    x
}
