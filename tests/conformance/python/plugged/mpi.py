from flytekit import Resources, task
from flytekitplugins.kfmpi import HorovodJob, MPIJob
from flytekitplugins.kfmpi.task import CleanPodPolicy, Launcher, RestartPolicy, RunPolicy, Worker


@task(task_config=MPIJob(worker=Worker(replicas=2), launcher=Launcher(replicas=1)))
def plain(x: int) -> int:
    return x


@task(
    task_config=MPIJob(
        slots=4,
        worker=Worker(
            replicas=10,
            image="ghcr.io/acme/spark:v2",
            requests=Resources(cpu="500m", gpu="2"),
            limits=Resources(gpu="2", ephemeral_storage="1Gi"),
            restart_policy=RestartPolicy.FAILURE,
            command=["/usr/sbin/sshd", "-De"],
        ),
        launcher=Launcher(
            replicas=1,
            image="mpi:4",
            limits=Resources(mem="1Gi"),
            restart_policy=RestartPolicy.ALWAYS,
            command=["sh", "-c", "sleep 1"],
        ),
        run_policy=RunPolicy(
            clean_pod_policy=CleanPodPolicy.ALL,
            ttl_seconds_after_finished=60,
            active_deadline_seconds=3600,
            backoff_limit=3,
        ),
    ),
    container_image="{{.image.default.fqn}}:mpi-v1",
    limits=Resources(cpu="2"),
)
def whole(x: int) -> int:
    return x


@task(task_config=HorovodJob(worker=Worker(replicas=3), launcher=Launcher(replicas=1)))
def horovod(x: int) -> int:
    return x


@task(
    task_config=HorovodJob(
        worker=Worker(replicas=3),
        launcher=Launcher(replicas=1),
        slots=2,
        verbose=True,
        log_level="DEBUG",
        discovery_script_path="/hosts.sh",
        elastic_timeout=60,
    )
)
def horovod_in_detail(x: int) -> int:
    return x
