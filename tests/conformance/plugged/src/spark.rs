use aileron::prelude::*;
use aileron_plugins::spark::Spark;

#[task(plugin = Spark::new())]
pub fn plain(x: i64) -> i64 {
    x
}

#[task(
    plugin = Spark::new()
        .conf("spark.driver.memory", "1g")
        .conf("spark.executor.instances", "2")
        .hadoop_conf("fs.s3a.endpoint", "http://minio:9000")
        .executor_path("/opt/venv/bin/python3")
        .applications_path("local:///opt/launcher.py")
        .driver_pod(crate::pod("primary"))
        .executor_pod(crate::pod("primary")),
    container_image = "{{.image.default.fqn}}:spark-{{.image.default.version}}"
)]
pub fn whole(x: i64) -> i64 {
    x
}
