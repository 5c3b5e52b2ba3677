"""Tasks and a workflow of another team, in Python. They are registered on their own."""

from typing import List, NamedTuple

from flytekit import task, workflow


class Range(NamedTuple):
    low: float
    high: float


@task
def normalize(values: List[float], type: str) -> List[float]:
    if type != "largest":
        raise ValueError(f"{type} is not known")
    largest = max(values)
    return [value / largest for value in values]


@task
def limits(values: List[float]) -> Range:
    return Range(low=min(values), high=max(values))


@task
def subtract(a: float, b: float) -> float:
    return a - b


@workflow
def spread(values: List[float]) -> float:
    found = limits(values=values)
    return subtract(a=found.high, b=found.low)
