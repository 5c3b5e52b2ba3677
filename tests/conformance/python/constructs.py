"""A package with every construct of flytekit, for the comparison of `check` with Flyte's own compiler."""

import typing
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from typing import Dict, List, Optional, Tuple, Union

from flytekit import (
    CronSchedule,
    LaunchPlan,
    Resources,
    WorkflowFailurePolicy,
    approve,
    conditional,
    map_task,
    sleep,
    task,
    wait_for_input,
    workflow,
)
from flytekit.types.directory import FlyteDirectory
from flytekit.types.error.error import FlyteError
from flytekit.types.file import FlyteFile


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@dataclass
class Point:
    x: int
    y: float
    name: str


@dataclass
class Shape:
    centre: Point
    tags: List[str]
    weights: Dict[str, int]


@task
def double(x: int) -> int:
    return 2 * x


@task
def scale(x: int, factor: float) -> float:
    return x * factor


@task
def size(text: str) -> int:
    return len(text)


@task
def shape(x: int) -> Shape:
    return Shape(Point(x, 1.0, "p"), ["a"], {"a": 1})


@task
def centre(shape: Shape) -> Point:
    return shape.centre


@task
def move(point: Point, by: int) -> Point:
    return point


@task
def paint(colour: Colour, again: Optional[str]) -> Colour:
    return colour


@task
def either(value: Union[int, str, List[int]]) -> Union[int, str]:
    return 1


@task
def either_list(values: Union[List[int], List[str]]) -> int:
    return 1


@task
def files(csv: FlyteFile[typing.TypeVar("csv")], folder: FlyteDirectory) -> Tuple[FlyteFile, List[FlyteFile]]:
    return csv, [csv]


@task
def total(values: List[Optional[float]], by_name: Dict[str, int]) -> float:
    return 1.0


@task
def is_large(x: int) -> bool:
    return x > 3


@task
def clean(x: int, err: Optional[FlyteError] = None) -> None:
    pass


@task
def times(when: datetime, span: timedelta) -> str:
    return ""


@workflow
def inner(x: int, factor: float) -> Tuple[int, float]:
    y = double(x=x)
    return y, scale(x=y, factor=factor)


@workflow
def deeper(x: int) -> float:
    y, z = inner(x=x, factor=2.0)
    again, _ = inner(x=y, factor=z)
    return scale(x=again, factor=0.5)


@workflow
def maps(xs: List[int], factor: float) -> List[float]:
    ys = map_task(double, concurrency=2)(x=xs)
    return map_task(partial(scale, factor=factor), min_success_ratio=1.0)(x=ys)


@workflow
def some(xs: List[int], by_name: Dict[str, int]) -> float:
    ys = map_task(partial(scale, factor=2.0), min_success_ratio=0.5)(x=xs)
    return total(values=ys, by_name=by_name)


@workflow
def gates(x: int) -> float:
    y = double(x=x)
    ok = approve(y, "approve-y", timeout=timedelta(hours=1))
    factor = wait_for_input("factor", timeout=timedelta(hours=1), expected_type=float)
    pause = sleep(timedelta(seconds=1))
    z = scale(x=ok, factor=factor)
    pause >> z
    return z


plan = LaunchPlan.get_or_create(inner, "constructs.plan", default_inputs={"x": 3}, fixed_inputs={"factor": 2.0})
open_plan = LaunchPlan.get_or_create(inner, "constructs.open_plan", default_inputs={"x": 3})


@workflow
def plans(x: int) -> float:
    y, z = plan(x=x)
    again, w = open_plan(factor=z)
    last, _ = open_plan(x=again, factor=w)
    return scale(x=last, factor=w)


@workflow(on_failure=clean, failure_policy=WorkflowFailurePolicy.FAIL_AFTER_EXECUTABLE_NODES_COMPLETE)
def guarded(x: int) -> int:
    return double(x=double(x=x).with_overrides(requests=Resources(cpu="1", mem="1Gi"), limits=Resources(cpu="2")))


@workflow
def branches(x: int, text: str) -> float:
    y = double(x=x)
    large = is_large(x=y)
    a = (
        conditional("first")
        .if_((y > 3) & (x < 7))
        .then(scale(x=y, factor=1.0))
        .elif_((y == 5) | (y != x))
        .then(conditional("second").if_(large.is_true()).then(scale(x=y, factor=1.0)).else_().then(scale(x=x, factor=2.0)))
        .elif_(y == 6)
        .then(deeper(x=x))
        .else_()
        .fail("no arm")
    )
    conditional("third").if_(text == "a").then(size(text=text)).else_().then(size(text="b"))
    return a


@workflow
def values(text: str, again: Optional[str], colour: Colour = Colour.RED) -> Tuple[Colour, Union[int, str], float]:
    paint(colour=Colour.BLUE, again=again)
    painted = paint(colour=colour, again=text)
    n = size(text=text)
    either_list(values=[n, 2])
    total(values=[1.0, None], by_name={"a": n, "b": 3})
    return painted, either(value=n), total(values=[], by_name={})


@workflow
def shapes(x: int) -> Point:
    s = shape(x=x)
    p = move(point=s.centre, by=s.weights["a"])
    size(text=s.tags[0])
    return move(point=centre(shape=s), by=p.x)


@workflow
def data(csv: FlyteFile[typing.TypeVar("csv")], folder: FlyteDirectory, when: datetime, span: timedelta) -> str:
    one, more = files(csv=csv, folder=folder)
    files(csv=more[0], folder=folder)
    times(when=when, span=timedelta(seconds=3)) >> one
    return times(when=when, span=span)


nightly = LaunchPlan.get_or_create(
    data,
    "constructs.nightly",
    schedule=CronSchedule(schedule="0 6 * * *", kickoff_time_input_arg="when"),
    fixed_inputs={"csv": "s3://b/a.csv", "folder": "s3://b/f", "span": timedelta(seconds=1)},
)
