from flytekit import Resources, task
from flytekitplugins.kftensorflow import PS, Chief, CleanPodPolicy, Evaluator, RestartPolicy, RunPolicy, TfJob, Worker


@task(task_config=TfJob(worker=Worker(replicas=2), chief=Chief(replicas=0), ps=PS(replicas=0)))
def plain(x: int) -> int:
    return x


@task(
    task_config=TfJob(
        worker=Worker(
            replicas=4,
            image="ghcr.io/acme/spark:v2",
            limits=Resources(gpu="1", cpu="4"),
            restart_policy=RestartPolicy.FAILURE,
        ),
        chief=Chief(replicas=1, requests=Resources(mem="2Gi")),
        ps=PS(replicas=2, restart_policy=RestartPolicy.ALWAYS),
        evaluator=Evaluator(replicas=1, image="tf:2"),
        run_policy=RunPolicy(clean_pod_policy=CleanPodPolicy.RUNNING, backoff_limit=2),
    ),
    container_image="{{.image.default.fqn}}:tf-v1",
)
def whole(x: int) -> int:
    return x
