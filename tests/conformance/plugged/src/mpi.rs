use aileron::prelude::*;
use aileron_plugins::horovod::Horovod;
use aileron_plugins::kubeflow::{CleanPodPolicy, Replicas, RestartPolicy, RunPolicy};
use aileron_plugins::mpi::Mpi;
use aileron_plugins::{Pods, Resources};

#[task(plugin = Mpi::new(2))]
pub fn plain(x: i64) -> i64 {
    x
}

#[task(
    plugin = Mpi::new(10)
        .slots(4)
        .worker(
            Replicas::new()
                .pods(
                    Pods::new()
                        .image("{{.image.spark}}")
                        .requests(Resources::new().cpu("500m").gpu("2"))
                        .limits(Resources::new().gpu("2").ephemeral_storage("1Gi"))
                )
                .restart_policy(RestartPolicy::OnFailure)
        )
        .worker_command(["/usr/sbin/sshd", "-De"])
        .launcher(
            Replicas::new()
                .pods(Pods::new().image("mpi:4").limits(Resources::new().mem("1Gi")))
                .restart_policy(RestartPolicy::Always)
        )
        .launcher_command(["sh", "-c", "sleep 1"])
        .run_policy(
            RunPolicy::new()
                .clean_pod_policy(CleanPodPolicy::All)
                .ttl_seconds_after_finished(60)
                .active_deadline_seconds(3600)
                .backoff_limit(3)
        ),
    container_image = "{{.image.default.fqn}}:mpi-v1",
    limits(cpu = "2")
)]
pub fn whole(x: i64) -> i64 {
    x
}

#[task(plugin = Horovod::new(Mpi::new(3)))]
pub fn horovod(x: i64) -> i64 {
    x
}

#[task(
    plugin = Horovod::new(Mpi::new(3).slots(2))
        .verbose(true)
        .log_level("DEBUG")
        .discovery_script_path("/hosts.sh")
        .elastic_timeout(60)
)]
pub fn horovod_in_detail(x: i64) -> i64 {
    x
}
