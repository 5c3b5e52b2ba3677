"""The Rust package `mirror`, written in Python: the same names, interfaces, options and graphs.

Keep the two in the same order; the tests of that package hold them against each other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Dict, List, NamedTuple, Optional, Tuple

from flytekit import (
    Cache,
    ContainerTask,
    CronSchedule,
    Email,
    FixedRate,
    Labels,
    LaunchPlan,
    PagerDuty,
    PodTemplate,
    Resources,
    Secret,
    TaskMetadata,
    WorkflowFailurePolicy,
    approve,
    conditional,
    dynamic,
    kwtypes,
    map_task,
    reference_launch_plan,
    reference_task,
    sleep,
    task,
    wait_for_input,
    workflow,
)
from flytekit.exceptions.user import FlyteRecoverableException
from flytekit.core.notification import Slack
from flytekit.extras.accelerators import A100, A100_80GB, T4, V5E, V5P, GPUAccelerator
from flytekit.models.common import Annotations, RawOutputDataConfig
from flytekit.models.concurrency import ConcurrencyPolicy
from flytekit.models.core.execution import WorkflowExecutionPhase
from flytekit.models.security import Identity, SecurityContext
from flytekit.types.error.error import FlyteError
from kubernetes.client import (
    V1Container,
    V1ContainerPort,
    V1EmptyDirVolumeSource,
    V1EnvVar,
    V1EnvVarSource,
    V1ObjectFieldSelector,
    V1PodSpec,
    V1ResourceRequirements,
    V1Toleration,
    V1Volume,
    V1VolumeMount,
)

# Types


@task
def simple(i: int, f: float, b: bool, s: str, d: timedelta, t: datetime) -> Tuple[int, float, bool, str, timedelta, datetime]:
    return i, f, b, s, d, t


@task
def lists(xs: List[int], names: List[str]) -> List[float]:
    return [float(len(names))] * len(xs)


@task
def dicts(m: Dict[str, int]) -> Dict[str, str]:
    return {name: str(value) for name, value in m.items()}


@task
def nested(xss: List[List[int]], m: Dict[str, List[float]]) -> List[Dict[str, bool]]:
    return [{name: len(xss) > len(values) for name, values in m.items()}]


@task
def optional(x: Optional[int], names: Optional[List[str]], xs: List[Optional[str]]) -> Optional[float]:
    return None if x is None else float(x)


@task
def narrow(a: int, b: int, c: int, f: float) -> Tuple[int, int, int, float]:
    return a, b, c, f


@task
def optionals(
    i: Optional[int],
    f: Optional[float],
    b: Optional[bool],
    s: Optional[str],
    d: Optional[timedelta],
    t: Optional[datetime],
    m: Optional[Dict[str, int]],
) -> Tuple[
    Optional[int],
    Optional[float],
    Optional[bool],
    Optional[str],
    Optional[timedelta],
    Optional[datetime],
    Optional[Dict[str, int]],
]:
    return i, f, b, s, d, t, m


@task
def no_inputs() -> str:
    return "hello"


@task
def no_outputs(x: int):
    pass


@task
def nothing():
    pass


# Asynchronous in Rust; in flytekit that would need asynchronous workflows, which are not graphs.
@task
def later(x: int) -> int:
    return x


# Options


@task(retries=3)
def retried(x: int) -> int:
    return x


@task(timeout=timedelta(minutes=10))
def timed(x: int) -> int:
    return x


@task(cache=Cache(version="1"))
def cached(x: int) -> int:
    return x


@task(cache=Cache(version="v2.1", serialize=True, ignored_inputs=("verbose",)))
def cached_serially(x: int, verbose: bool) -> int:
    return x


@task(interruptible=True)
def interruptible(x: int) -> int:
    return x


@task(interruptible=False)
def uninterruptible(x: int) -> int:
    return x


@task(deprecated="use retried")
def deprecated(x: int) -> int:
    return x


@task(environment={"RUST_LOG": "info", "MODE": "fast"})
def environment(x: int) -> int:
    return x


@task(requests=Resources(cpu="500m", mem="1Gi"))
def requests(x: int) -> int:
    return x


@task(
    requests=Resources(cpu="500m", mem="1Gi", gpu="1", ephemeral_storage="2Gi"),
    limits=Resources(cpu="1", mem="2Gi", gpu="1", ephemeral_storage="4Gi"),
)
def requests_and_limits(x: int) -> int:
    return x


@task(limits=Resources(cpu="2"))
def limits(x: int) -> int:
    return x


@task(labels={"acme.com/team": "wings"}, annotations={"acme.com/note": "steady as she goes"})
def labelled(x: int) -> int:
    return x


@task(pod_template_name="large")
def templated(x: int) -> int:
    return x


@task(
    secret_requests=[
        Secret(group="db", key="password"),
        Secret(
            group="api",
            key="Token.1",
            group_version="2",
            mount_requirement=Secret.MountType.FILE,
            env_var="TOKEN_FILE",
        ),
        Secret(group="api", key="key", mount_requirement=Secret.MountType.ENV_VAR),
    ]
)
def secretive(x: int) -> int:
    return x


@task(enable_deck=True)
def shown(x: int) -> int:
    return x


@task(accelerator=T4, requests=Resources(gpu="1"), limits=Resources(gpu="1"))
def accelerated(x: int) -> int:
    return x


@task(accelerator=A100.partition_2g_10gb, requests=Resources(gpu="1"), shared_memory=True)
def partitioned(x: int) -> int:
    return x


@task(accelerator=A100_80GB.unpartitioned, limits=Resources(gpu="2"), shared_memory="2Gi")
def unpartitioned(x: int) -> int:
    return x


@task(accelerator=V5E.slice_2x4, requests=Resources(gpu="8"))
def sliced(x: int) -> int:
    return x


@task(accelerator=V5P, requests=Resources(gpu="4"))
def unsliced(x: int) -> int:
    return x


@task(accelerator=GPUAccelerator("nvidia-b200"), requests=Resources(gpu="1"))
def on_another_device(x: int) -> int:
    return x


@task(shared_memory=True)
def sharing(x: int) -> int:
    return x


@task(
    retries=2,
    timeout=timedelta(seconds=90),
    cache=Cache(version="7"),
    interruptible=True,
    container_image="{{.image.spark}}",
    environment={"A": "1"},
    requests=Resources(cpu="1"),
)
def everything(x: int) -> int:
    return x


# Images


@task(container_image="ghcr.io/acme/fixed:1.2")
def image_fixed(x: int) -> int:
    return x


@task(container_image="ghcr.io/acme/other:{{.image.default.version}}")
def image_version_derived(x: int) -> int:
    return x


@task(container_image="{{.image.default.fqn}}:gpu-{{.image.default.version}}")
def image_both_derived(x: int) -> int:
    return x


@task(container_image="{{ .image.spark.fqn }}:{{ .images.spark.version }}")
def image_of_another_name(x: int) -> int:
    return x


# Failures


@task
def fails(x: int) -> int:
    raise ValueError(f"no luck with {x}")
    return x  # flytekit requires a return statement


@task(retries=1)
def fails_recoverably(x: int) -> int:
    raise FlyteRecoverableException(f"no luck yet with {x}")
    return x  # flytekit requires a return statement


@task
def panics(x: int) -> int:
    raise RuntimeError(f"{x} is too much")
    return x  # flytekit requires a return statement


@task
def checked(x: int) -> int:
    if x < 0:
        raise ValueError(f"{x} is less than nothing")
    return x


# Descriptions


@task
def documented(text: str, factor: int) -> int:
    """
    Weighs a text.

    The longer it is, the heavier; twice as heavy with a factor of two.

    :param text: what is weighed
    :param factor: how much heavier
    """
    return len(text) * factor


# Defaults


@task
def defaulted(
    required: int,
    i: int = 3,
    f: float = 0.5,
    b: bool = True,
    s: str = "wing",
    d: timedelta = timedelta(seconds=90),
    t: datetime = datetime(1970, 1, 1, tzinfo=timezone.utc),
    xs: List[int] = [1, 2],
    m: Dict[str, float] = {"a": 0.5},
    some: Optional[int] = 7,
    none: Optional[str] = None,
) -> Tuple[int, int, float, bool, str, List[int], Dict[str, float], Optional[int], Optional[str]]:
    return required, i, f, b, s, xs, m, some, none


@workflow
def defaults(
    required: int,
    i: int = 3,
    f: float = 0.5,
    b: bool = True,
    s: str = "wing",
    d: timedelta = timedelta(seconds=90),
    t: datetime = datetime(1970, 1, 1, tzinfo=timezone.utc),
    xs: List[int] = [1, 2],
    m: Dict[str, float] = {"a": 0.5},
    some: Optional[int] = 7,
    none: Optional[str] = None,
) -> Tuple[int, int, float, bool, str, List[int], Dict[str, float], Optional[int], Optional[str]]:
    return defaulted(required=required, i=i, f=f, b=b, s=s, d=d, t=t, xs=xs, m=m, some=some, none=none)


@task
def greet(name: str = "you", times: int = 2) -> str:
    return " ".join([name] * times)


@workflow
def greetings() -> Tuple[str, str]:
    return greet(), greet(name="me")


class Described(NamedTuple):
    low: int
    upper: int


@task
def documented_outputs(x: int) -> Described:
    """
    Halves a number.

    Parameters
    ----------
    x : int
        what is halved

    Returns
    -------
    low : int
        the smaller half
    upper : int
        the other one
    """
    return Described(low=x // 2, upper=x - x // 2)


# Structs and named outputs


@dataclass
class Point:
    x: int
    why: int


@dataclass
class Shape:
    corners: List[Point]
    named: Dict[str, Point]
    center: Point
    sizes: List[int]
    weight: Optional[int]


class Halves(NamedTuple):
    low: int
    upper: int


@task
def shape(x: int) -> Shape:
    named = {"a": Point(x + 4, x + 5)}
    return Shape([Point(x, x + 1), Point(x + 2, x + 3)], named, Point(x + 6, x + 7), [x, 7], None)


@task
def halves(x: int) -> Halves:
    return Halves(low=x // 2, upper=x - x // 2)


@task
def across(start: Point, end: Point) -> int:
    return end.x - start.x + end.why


@task
def table(x: int) -> Dict[str, List[int]]:
    return {"a": [x, x + 1]}


@workflow
def parts(x: int) -> Tuple[int, int, int, int]:
    s = shape(x=x)
    a = add(a=s.center.x, b=s.sizes[1])
    b = across(start=s.corners[1], end=s.named["a"])
    c = add(a=s.corners[0].why, b=table(x=x)["a"][0])
    return a, b, c, s.center.why


@workflow
def parts_of_inputs(point: Point, list: List[int]) -> int:
    return add(a=point.why, b=list[0])


@workflow
def named_outputs(x: int) -> Halves:
    h = halves(x=x)
    again = halves(x=h.upper)
    return Halves(low=add(a=h.low, b=again.low), upper=again.upper)


# Workflows


@task
def word_count(text: str) -> int:
    return len(text.split())


@task
def double(x: int) -> int:
    return x * 2


@task
def add(a: int, b: int) -> int:
    return a + b


@task
def total(xs: List[int]) -> int:
    return sum(xs)


@task
def split(text: str) -> Tuple[int, str]:
    return len(text), text.upper()


@workflow
def chain(text: str) -> int:
    return double(x=double(x=word_count(text=text)))


@workflow
def fan(x: int) -> int:
    return total(xs=[double(x=x), double(x=x), x])


@workflow
def constants(x: int) -> Tuple[int, int]:
    return add(a=x, b=40), total(xs=[1, 2, 3])


@workflow
def constants_of_all_types() -> Tuple[int, float, bool, str, timedelta, datetime]:
    return simple(i=-1, f=0.5, b=True, s="text", d=timedelta(seconds=90), t=datetime.fromisoformat("2026-01-31T08:00:00+00:00"))


@workflow
def several_outputs(text: str) -> Tuple[str, int]:
    length, upper = split(text=text)
    return upper, double(x=length)


@workflow
def passed_through(x: int, text: str) -> Tuple[int, str]:
    no_outputs(x=x)
    return double(x=x), text


@workflow
def without_outputs(x: int):
    no_outputs(x=x)
    nothing()


@workflow
def options_on_nodes(x: int) -> int:
    return everything(x=uninterruptible(x=timed(x=retried(x=x))))


@workflow(interruptible=True)
def interruptible_nodes(x: int, text: str) -> Tuple[int, str]:
    """Its tasks may be interrupted."""
    return uninterruptible(x=double(x=x)), text


@workflow(interruptible=False)
def steady_nodes(x: int, text: str) -> Tuple[int, str]:
    return interruptible_nodes(x=x, text=text)


@workflow
def inner(x: int) -> int:
    return add(a=x, b=double(x=x))


@workflow
def outer(text: str) -> int:
    return inner(x=inner(x=word_count(text=text)))


@workflow
def outermost(text: str) -> Tuple[int, int]:
    return outer(text=text), chain(text=text)


@workflow
def optional_inputs(x: Optional[int], names: Optional[List[str]], text: str) -> Optional[float]:
    return optional(x=x, names=names, xs=[text])


@workflow
def optional_constants() -> Tuple[Optional[float], Optional[float]]:
    given = optional(x=3, names=["a"], xs=["b", None])
    return given, optional(x=None, names=None, xs=[])


@workflow
def constant_maps() -> Tuple[Dict[str, str], List[Dict[str, bool]]]:
    lengths = {"a": [0.5], "b": []}
    return dicts(m={"a": 1, "b": -2}), nested(xss=[[1], []], m=lengths)


@workflow
def constant_outputs(x: int) -> Tuple[int, float, str, List[int]]:
    return double(x=x), 0.5, "text", [1, 2]


@workflow
def nested_bindings(x: int) -> List[Dict[str, bool]]:
    return nested(xss=[[double(x=x), 1], [x]], m={})


@workflow
def wrapped(x: int) -> Optional[float]:
    return optional(x=double(x=x), names=None, xs=[no_inputs(), None])


STEP = 10


@workflow
def repeated(x: int) -> int:
    sum = x
    for step in range(1, 4):
        sum = add(a=sum, b=step * STEP)
    return sum


@workflow
def swapped(text: str) -> Tuple[int, str, str]:
    upper, doubled = several_outputs(text=text)
    _, again = split(text=upper)
    return doubled, again, text


@workflow
def unused_results(x: int) -> int:
    x = double(x=x)
    add(a=x, b=1)
    without_outputs(x=x)
    return x


@workflow
def collected(a: int, b: int) -> Tuple[List[int], List[float]]:
    sum = add(a=a, b=b)
    return [sum, a, 7], lists(xs=[sum, b], names=["x", no_inputs()])


@workflow
def awaited(x: int) -> int:
    return later(x=later(x=x))


@workflow
def fallible(x: int) -> int:
    first = checked(x=x)
    return double(x=checked(x=first))


@workflow
def documented_workflow(text: str) -> int:
    """
    Doubles a weight.

    Once.

    :param text: what is weighed
    """
    return documented(text=text, factor=2)


# Branches, each with the name that ours have


@workflow
def chosen(x: int) -> int:
    return conditional("if").if_(x > 10).then(double(x=x)).elif_(x == 5).then(add(a=x, b=1)).else_().then(inner(x=x))


@workflow
def compared_integers(x: int) -> int:
    return (
        conditional("if")
        .if_(x == 1)
        .then(add(a=x, b=1))
        .elif_(x > 40)
        .then(add(a=x, b=2))
        .elif_(x >= 30)
        .then(add(a=x, b=3))
        .elif_(x < -40)
        .then(add(a=x, b=4))
        .elif_(x <= -30)
        .then(add(a=x, b=5))
        .elif_(x != 7)
        .then(add(a=x, b=6))
        .else_()
        .then(add(a=x, b=7))
    )


@workflow
def compared_floats(f: float) -> int:
    return (
        conditional("if")
        .if_(f == 0.5)
        .then(double(x=1))
        .elif_(f > 4.5)
        .then(double(x=2))
        .elif_(f >= 4.0)
        .then(double(x=3))
        .elif_(f != -1.0)
        .then(double(x=4))
        .else_()
        .then(double(x=5))
    )


@workflow
def compared_floats_from_below(f: float) -> int:
    return (
        conditional("if")
        .if_(f < 0.5)
        .then(double(x=1))
        .elif_(f <= 4.0)
        .then(double(x=2))
        .else_()
        .then(double(x=3))
    )


@workflow
def compared_texts(text: str) -> int:
    return (
        conditional("if")
        .if_(text == "a")
        .then(double(x=1))
        .elif_(text > "z")
        .then(double(x=2))
        .elif_(text >= "y")
        .then(double(x=3))
        .elif_(text < "b")
        .then(double(x=4))
        .elif_(text <= "c")
        .then(double(x=5))
        .elif_(text != "m")
        .then(double(x=6))
        .else_()
        .then(double(x=7))
    )


@workflow
def compared_booleans(a: bool, b: bool) -> int:
    return (
        conditional("if")
        .if_(a.is_true() & b.is_true())
        .then(double(x=1))
        .elif_(a.is_false() & b.is_false())
        .then(double(x=2))
        .elif_(a != b)
        .then(double(x=3))
        .else_()
        .then(double(x=4))
    )


@workflow
def connected(x: int, y: int) -> int:
    return (
        conditional("if")
        .if_(((x > 1) & (y > 1)) | (x == y))
        .then(add(a=x, b=y))
        .elif_((x < 0) & ((x > -5) | (y > 7) | (y < x)))
        .then(double(x=x))
        .else_()
        .then(double(x=y))
    )


@workflow
def compared_promises(x: int) -> int:
    a = double(x=x)
    b = add(a=x, b=3)
    c = (
        conditional("if")
        .if_(a == b)
        .then(add(a=a, b=b))
        .elif_(b >= a)
        .then(add(a=b, b=x))
        .elif_((x != a) & (b < x))
        .then(add(a=x, b=a))
        .else_()
        .then(double(x=b))
    )
    d = conditional("if").if_(c > x).then(double(x=c)).else_().then(double(x=x))
    return add(a=d, b=c)


@workflow
def matched(x: int) -> int:
    return (
        conditional("if")
        .if_(x == 1)
        .then(add(a=x, b=1))
        .elif_((x == 2) | (x == 3))
        .then(add(a=x, b=2))
        .else_()
        .then(add(a=x, b=3))
    )


@workflow
def nested_branches(x: int) -> int:
    y = double(x=x)
    return (
        conditional("if")
        .if_(x > 10)
        .then(
            conditional("if")
            .if_(y > 100)
            .then(add(a=x, b=y))
            .elif_(x == 15)
            .then(double(x=y))
            .else_()
            .then(double(x=x))
        )
        .elif_(x > 5)
        .then(inner(x=y))
        .elif_(y > 2)
        .then(add(a=y, b=1))
        .else_()
        .then(add(a=y, b=2))
    )


@workflow
def failing(x: int) -> int:
    return (
        conditional("if")
        .if_(x > 10)
        .then(double(x=x))
        .elif_(x > 5)
        .then(add(a=x, b=1))
        .else_()
        .fail("too small")
    )


@workflow
def failing_within(x: int) -> int:
    y = (
        conditional("if")
        .if_(x > 10)
        .then(conditional("if").if_(x < 20).then(double(x=x)).else_().fail("too large"))
        .else_()
        .then(add(a=x, b=1))
    )
    return double(x=y)


@workflow
def branched_tuples(text: str) -> Tuple[str, int]:
    length, upper = conditional("if").if_(text > "m").then(split(text=text)).else_().then(split(text="early"))
    return upper, double(x=length)


@workflow
def branched_names(x: int) -> Halves:
    y = double(x=x)
    h = conditional("if").if_(x > 3).then(halves(x=y)).else_().then(halves(x=x))
    return Halves(low=h.low, upper=h.upper)


@workflow
def branched_units(x: int) -> int:
    conditional("if").if_(x > 3).then(no_outputs(x=x)).else_().then(nothing())
    return double(x=x)


@workflow
def branched_constants(x: int) -> int:
    y = conditional("if").if_(x > 3).then(total(xs=[x, 1])).else_().then(total(xs=[2, 3]))
    z = conditional("if").if_(y > 10).then(add(a=y, b=y)).else_().then(add(a=10, b=10))
    return conditional("if").if_(z == y).then(add(a=z, b=1)).else_().then(double(x=z))


# Pods


@task(pod_template=PodTemplate(pod_spec=V1PodSpec(containers=[], node_selector={"disk": "fast"})))
def in_a_pod(x: int) -> int:
    return x


def whole_pod():
    node = V1EnvVarSource(field_ref=V1ObjectFieldSelector(field_path="spec.nodeName"))
    scratch = V1VolumeMount(name="scratch", mount_path="/scratch")
    main = V1Container(
        name="main",
        image="{{.image.spark.fqn}}:{{.image.default.version}}",
        env=[V1EnvVar(name="MODE", value=""), V1EnvVar(name="NODE", value_from=node)],
        resources=V1ResourceRequirements(limits={"nvidia.com/gpu": "1"}),
        ports=[V1ContainerPort(container_port=8080)],
        volume_mounts=[scratch],
    )
    beside = V1Container(name="beside", image="{{.image.default}}", args=["{{.input}}"], volume_mounts=[scratch])
    return V1PodSpec(
        init_containers=[
            V1Container(name="before", image="busybox:1.37", command=["true"]),
            V1Container(name="before-too", image="{{.image.default.fqn}}:{{.image.default.version}}"),
        ],
        containers=[beside, main, V1Container(name="by-default", args=[], tty=False)],
        volumes=[V1Volume(name="scratch", empty_dir=V1EmptyDirVolumeSource(medium="Memory", size_limit="1Gi"))],
        tolerations=[V1Toleration(key="ours", operator="Exists", toleration_seconds=60)],
        service_account_name="reader",
        termination_grace_period_seconds=90,
    )


WHOLE = PodTemplate(
    pod_spec=whole_pod(),
    primary_container_name="main",
    labels={"team": "wings"},
    annotations={"acme.com/note": "steady as she goes"},
)


@task(pod_template=WHOLE)
def in_a_whole_pod(x: int) -> int:
    return x


@task(
    pod_template=WHOLE,
    container_image="{{.image.spark}}",
    environment={"MODE": "fast"},
    requests=Resources(cpu="500m", gpu="1", ephemeral_storage="2Gi"),
    limits=Resources(gpu="1"),
    labels={"acme.com/team": "wings"},
    pod_template_name="large",
    secret_requests=[Secret(group="db", key="password")],
    accelerator=T4,
    shared_memory=True,
)
def in_a_pod_of_its_own(x: int) -> int:
    return x


@workflow
def around_a_pod(x: int) -> int:
    return in_a_pod(x=x)


# Maps


@workflow
def mapped(xs: List[int]) -> List[int]:
    return map_task(double)(x=xs)


@workflow
def mapped_beside(xs: List[int], b: int) -> List[int]:
    return map_task(partial(add, b=b), concurrency=4)(a=xs)


@workflow
def mapped_in_part(xs: List[int]) -> List[Optional[int]]:
    return map_task(cached, min_success_ratio=0.75)(x=xs)


# Dynamic workflows


@dynamic(requests=Resources(cpu="1", mem="1Gi"), retries=2, cache=Cache(version="1"), interruptible=True)
def grown(x: int) -> int:
    last = x
    for _ in range(x):
        last = passed(x=last)
    return last


@task
def passed(x: int) -> int:
    return x


@dynamic
def spread(n: int) -> List[int]:
    doubled = map_task(double)(x=list(range(n)))
    return mapped(xs=doubled)


@workflow
def around_grown(x: int) -> int:
    return grown(x=x)


# Containers of other programs


geometry = ContainerTask(
    name="mirror.geometry",
    image="ghcr.io/acme/geometry:v2",
    command=["area", "--unit=m"],
    arguments=["{{.inputs.a}}", "{{.inputs.b}}", "/var/outputs/o0"],
    inputs=kwtypes(a=float, b=float),
    outputs=kwtypes(o0=float, o1=str),
    requests=Resources(cpu="500m"),
    limits=Resources(cpu="1", mem="1Gi"),
    environment={"LEVEL": "high"},
    metadata=TaskMetadata(retries=2),
    input_data_dir="/var/inputs",
    output_data_dir="/var/outputs",
)

geometry_elsewhere = ContainerTask(
    name="mirror.geometry_elsewhere",
    image="{{.image.spark.fqn}}:{{.image.spark.version}}",
    command=[],
    arguments=["--to={{.outputPrefix}}"],
    inputs=kwtypes(x=int),
    metadata=TaskMetadata(cache=True, cache_version="3", interruptible=True, timeout=timedelta(hours=1)),
    input_data_dir="/in",
    output_data_dir="/out",
    metadata_format=ContainerTask.MetadataFormat.YAML,
)


geometry_in_a_pod = ContainerTask(
    name="mirror.geometry_in_a_pod",
    image="ghcr.io/acme/geometry:v2",
    command=["area"],
    arguments=["{{.inputs.x}}"],
    inputs=kwtypes(x=int),
    requests=Resources(mem="1Gi"),
    input_data_dir="/var/inputs",
    output_data_dir="/var/outputs",
    pod_template=PodTemplate(pod_spec=V1PodSpec(containers=[], runtime_class_name="gvisor")),
)


@workflow
def around_geometry(a: float) -> float:
    area, _ = geometry(a=a, b=2.0)
    return area


# Nodes


@workflow
def settings_of_nodes(x: int) -> int:
    a = double(x=x).with_overrides(name="the first", retries=3, timeout=timedelta(seconds=90), interruptible=True)
    b = double(x=a).with_overrides(
        requests=Resources(cpu="500m", mem="1Gi", ephemeral_storage="2Gi"),
        limits=Resources(cpu="1", mem="2Gi", ephemeral_storage="3Gi"),
        shared_memory="1Gi",
    )
    c = double(x=b).with_overrides(requests=Resources(gpu="1"), limits=Resources(gpu="1"), accelerator=T4)
    d = double(x=c).with_overrides(container_image="ghcr.io/acme/other:v3", interruptible=False)
    e = double(x=d).with_overrides(cache=Cache(version="7", serialize=True))
    no_outputs(x=e).with_overrides(cache=Cache(version="8"), retries=0)
    return add(a=e, b=1).with_overrides(name="the last")


@workflow
def pods_of_nodes(x: int) -> int:
    y = double(x=x).with_overrides(pod_template=PodTemplate(pod_spec=V1PodSpec(containers=[], node_selector={"disk": "fast"})))
    return in_a_pod(x=y).with_overrides(pod_template=WHOLE, name="another pod")


@workflow
def settings_of_others(x: int) -> int:
    y = around_a_pod(x=x).with_overrides(name="a whole workflow", timeout=timedelta(hours=1))
    return around_a_pod(x=y).with_overrides(name="another")


@workflow
def order_of_nodes(x: int) -> int:
    first = nothing()
    second = double(x=x)
    first >> second
    third = no_outputs(x=x)
    first >> third
    second >> third
    last = double(x=second).with_overrides(name="the last")
    third >> last
    return last


@workflow
def in_order(x: int) -> int:
    first = nothing()
    y = double(x=x)
    third = no_outputs(x=x)
    last = nothing()
    first >> y
    y >> third
    third >> last
    return y


# Gates


@workflow
def gated(x: int) -> Tuple[int, float]:
    pause = sleep(timedelta(minutes=1))
    y = double(x=x)
    pause >> y
    y = approve(y, "the-double", timeout=timedelta(hours=1))
    given = wait_for_input("a-number", timeout=timedelta(minutes=90), expected_type=float)
    return add(a=y, b=1), given


@workflow
def gated_in_other_ways(x: int) -> List[int]:
    xs = wait_for_input("some-numbers", timeout=timedelta(hours=1), expected_type=List[int])
    area, text = geometry(a=1.0, b=2.0)
    approve(text, "the-text", timeout=timedelta(hours=1))
    point = wait_for_input("a-point", timeout=timedelta(hours=1), expected_type=Point)
    across(start=point, end=point)
    no_outputs(x=x)
    return xs


# Failure


@task
def clean(x: int, err: Optional[FlyteError] = None):
    pass


@workflow
def clean_up(x: int, err: Optional[FlyteError] = None):
    no_outputs(x=x)


@workflow(on_failure=clean)
def cleaned(x: int) -> int:
    return double(x=x)


@workflow(
    on_failure=clean_up, failure_policy=WorkflowFailurePolicy.FAIL_AFTER_EXECUTABLE_NODES_COMPLETE, interruptible=True
)
def cleaned_by_a_workflow(x: int) -> int:
    return double(x=double(x=x))


@workflow(failure_policy=WorkflowFailurePolicy.FAIL_AFTER_EXECUTABLE_NODES_COMPLETE)
def going_on(x: int) -> int:
    return double(x=x)


# References to this very package, as it is registered elsewhere


@reference_task(project="far", domain="away", name="mirror.add", version="v1")
def add_elsewhere(a: int, b: int) -> int: ...


@reference_task(project="far", domain="away", name="mirror.no_inputs", version="v1")
def no_inputs_elsewhere() -> str: ...


@reference_launch_plan(project="far", domain="away", name="mirror.chosen", version="v1")
def chosen_elsewhere(x: int) -> int: ...


@workflow
def referring(x: int) -> Tuple[int, str]:
    sum = add_elsewhere(a=x, b=chosen_elsewhere(x=x))
    told = no_inputs_elsewhere()
    last = chosen_elsewhere(x=sum)
    told >> last
    return last, told


@workflow
def referring_in_arms(x: int) -> int:
    return conditional("if").if_(x > 10).then(add_elsewhere(a=x, b=1)).else_().then(chosen_elsewhere(x=x))


# Launch plans


@workflow
def sum_of(x: int, y: int) -> int:
    return add(a=double(x=x), b=y)


@workflow
def stamped(s: str, t: Optional[datetime], d: datetime) -> int:
    stamp(s=s, t=t, d=d)
    return double(x=1)


@task
def stamp(s: str, t: Optional[datetime], d: datetime) -> int:
    return len(s)


nightly = LaunchPlan.get_or_create(
    sum_of,
    name="mirror.nightly",
    default_inputs={"y": 7},
    fixed_inputs={"x": -3},
    schedule=CronSchedule(schedule="0 6 * * MON-FRI"),
    notifications=[
        Email(phases=[WorkflowExecutionPhase.FAILED, WorkflowExecutionPhase.TIMED_OUT], recipients_email=["a@acme.org", "b@acme.org"]),
        Slack(phases=[WorkflowExecutionPhase.SUCCEEDED], recipients_email=["c@acme.org"]),
        PagerDuty(phases=[WorkflowExecutionPhase.ABORTED], recipients_email=["d@acme.org"]),
    ],
    labels=Labels({"team": "etl"}),
    annotations=Annotations({"owner": "the night shift"}),
    raw_output_data_config=RawOutputDataConfig("s3://flyte/raw"),
    max_parallelism=10,
    security_context=SecurityContext(run_as=Identity(k8s_service_account="etl", iam_role="arn:aws:iam::1:role/etl")),
    overwrite_cache=True,
    concurrency=ConcurrencyPolicy(max_concurrency=2),
)

hourly = LaunchPlan.get_or_create(
    stamped,
    name="mirror.hourly",
    fixed_inputs={"s": "text"},
    schedule=FixedRate(duration=timedelta(minutes=120), kickoff_time_input_arg="d"),
)

plain = LaunchPlan.get_or_create(sum_of, name="mirror.plain", default_inputs={"x": 1})


@workflow
def launches(x: int) -> int:
    return add(a=nightly(y=x), b=plain(x=x, y=2))


@workflow
def around_launches(x: int) -> int:
    return launches(x=x)
