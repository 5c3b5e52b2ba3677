use aileron::prelude::*;
use aileron_plugins::dask::Dask;
use aileron_plugins::{Pods, Resources};

#[task(plugin = Dask::new())]
pub fn plain(x: i64) -> i64 {
    x
}

#[task(
    plugin = Dask::new()
        .workers(3)
        .worker_pods(
            Pods::new()
                .image("{{.image.spark.fqn}}:{{.image.spark.version}}")
                .requests(Resources::new().cpu("1").ephemeral_storage("5Gi"))
                .limits(Resources::new().cpu("2").mem("4Gi").gpu("1"))
        )
        .scheduler_pods(Pods::new().image("daskdev/dask:2026.1").limits(Resources::new().mem("500Mi"))),
    container_image = "{{.image.default.fqn}}:dask-v1",
    requests(cpu = "1"),
    limits(mem = "2Gi"),
    retries = 2
)]
pub fn whole(x: i64) -> i64 {
    x
}
