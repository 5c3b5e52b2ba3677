import sys
import types

from flytekit import PodTemplate, Resources, task
from flytekitplugins.kfpytorch import CleanPodPolicy, Elastic, Master, PyTorch, RestartPolicy, RunPolicy, Worker
from kubernetes.client import V1Container, V1PodSpec


def parse_min_max_nnodes(nodes):
    """All that a task with `Elastic` uses of PyTorch itself, which is 900 MB."""
    bounds = [int(bound) for bound in nodes.split(":")]
    return bounds[0], bounds[-1]


distributed = types.ModuleType("torch.distributed")
distributed.run = types.SimpleNamespace(parse_min_max_nnodes=parse_min_max_nnodes)
# Without `torch` itself, whose types flytekit would look for.
sys.modules["torch.distributed"] = distributed


@task(task_config=PyTorch(worker=Worker(replicas=1)))
def bare(x: int) -> int:
    return x


@task(
    task_config=PyTorch(worker=Worker(replicas=1)),
    pod_template=PodTemplate(pod_spec=V1PodSpec(containers=[V1Container(name="primary", tty=True)])),
    requests=Resources(cpu="1"),
    environment={"LEVEL": "high"},
)
def in_a_pod(x: int) -> int:
    return x


@task(task_config=Elastic(nnodes=2, increase_shared_mem=False))
def elastic_without_shared_memory(x: int) -> int:
    return x


@task(task_config=PyTorch(worker=Worker(replicas=2)), shared_memory=True)
def plain(x: int) -> int:
    return x


@task(
    task_config=PyTorch(
        worker=Worker(
            replicas=7,
            image="ghcr.io/acme/spark:v2",
            limits=Resources(gpu="8", cpu="4"),
            restart_policy=RestartPolicy.FAILURE,
        ),
        master=Master(image="torch:2", requests=Resources(mem="2Gi")),
        run_policy=RunPolicy(clean_pod_policy=CleanPodPolicy.ALL, active_deadline_seconds=60),
    ),
    container_image="{{.image.default.fqn}}:torch-v1",
    shared_memory="2Gi",
)
def whole(x: int) -> int:
    return x


@task(task_config=Elastic(nnodes=1, nproc_per_node=4), shared_memory=True)
def elastic_on_one_node(x: int) -> int:
    return x


@task(
    task_config=Elastic(nnodes="2:4", nproc_per_node=8, max_restarts=3, run_policy=RunPolicy(backoff_limit=1)),
    shared_memory=True,
)
def elastic(x: int) -> int:
    return x
