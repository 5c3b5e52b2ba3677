from flytekit import Resources, task
from flytekitplugins.dask import Dask, Scheduler, WorkerGroup


@task(task_config=Dask())
def plain(x: int) -> int:
    return x


@task(
    task_config=Dask(
        workers=WorkerGroup(
            number_of_workers=3,
            image="ghcr.io/acme/spark:v2",
            requests=Resources(cpu="1", ephemeral_storage="5Gi"),
            limits=Resources(cpu="2", mem="4Gi", gpu="1"),
        ),
        scheduler=Scheduler(image="daskdev/dask:2026.1", limits=Resources(mem="500Mi")),
    ),
    container_image="{{.image.default.fqn}}:dask-v1",
    requests=Resources(cpu="1"),
    limits=Resources(mem="2Gi"),
    retries=2,
)
def whole(x: int) -> int:
    return x
