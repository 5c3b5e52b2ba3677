from flytekit import task
from flytekitplugins.spark import Spark

from plugged import pod


@task(task_config=Spark())
def plain(x: int) -> int:
    return x


@task(
    task_config=Spark(
        spark_conf={"spark.driver.memory": "1g", "spark.executor.instances": "2"},
        hadoop_conf={"fs.s3a.endpoint": "http://minio:9000"},
        executor_path="/opt/venv/bin/python3",
        applications_path="local:///opt/launcher.py",
        driver_pod=pod("primary"),
        executor_pod=pod("primary"),
    ),
    container_image="{{.image.default.fqn}}:spark-{{.image.default.version}}",
)
def whole(x: int) -> int:
    return x
