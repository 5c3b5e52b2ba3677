from flytekit import Resources, task
from flytekitplugins.ray import AutoscalerOptionsConfig, HeadNodeConfig, RayJobConfig, WorkerNodeConfig

from plugged import pod


@task(task_config=RayJobConfig(worker_node_config=[WorkerNodeConfig(group_name="plain", replicas=2)]))
def plain(x: int) -> int:
    return x


@task(
    task_config=RayJobConfig(
        head_node_config=HeadNodeConfig(
            ray_start_params={"num-cpus": "0", "log-color": "True"}, requests=Resources(cpu="2")
        ),
        worker_node_config=[
            WorkerNodeConfig(
                group_name="cpu",
                replicas=3,
                min_replicas=1,
                max_replicas=9,
                ray_start_params={"num-gpus": "0"},
                requests=Resources(cpu="1", mem="2Gi"),
                limits=Resources(cpu="4"),
            ),
            WorkerNodeConfig(group_name="gpu", replicas=1, limits=Resources(gpu="1", ephemeral_storage="10Gi")),
            WorkerNodeConfig(group_name="pods", replicas=2, pod_template=pod("ray-worker")),
        ],
        enable_autoscaling=True,
        autoscaler_options=AutoscalerOptionsConfig(
            upscaling_mode=AutoscalerOptionsConfig.UpscalingMode.AGGRESSIVE,
            idle_timeout_seconds=60,
            env={"LEVEL": "debug"},
            image="rayproject/ray:2.40.0",
            limits=Resources(cpu="1"),
        ),
        runtime_env={"pip": ["numpy", "pandas"]},
        shutdown_after_job_finishes=True,
        ttl_seconds_after_finished=120,
    ),
    container_image="{{.image.default.fqn}}:ray-v1",
    limits=Resources(cpu="1"),
)
def whole(x: int) -> int:
    return x


@task(task_config=RayJobConfig(worker_node_config=[WorkerNodeConfig(group_name="bare", replicas=1)], runtime_env={}))
def bare(x: int) -> int:
    return x
