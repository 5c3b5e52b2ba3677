"""A package that others refer to: the types of flytekit that need a type of their own in Rust, and names that Rust does not take as they are.

The verb `bindings` writes references to it, which `tests/bindings` compiles.
"""

import enum
import typing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Dict, List, NamedTuple, Optional, Union

from flytekit import CronSchedule, LaunchPlan, StructuredDataset, kwtypes, task, workflow
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile
from flytekit.types.schema import FlyteSchema
from pydantic import BaseModel, Field
from typing_extensions import Annotated


class Colour(enum.Enum):
    RED = "red"
    SKY_BLUE = "sky-blue"


class Size(enum.Enum):
    SMALL = "S"
    LARGE = "L"


@dataclass
class Point:
    """Where something is."""

    x: int
    y: float = 0.5


@dataclass
class Shape:
    centre: Point
    corners: List[Point]
    named: Dict[str, Point]
    colour: Colour
    maybe: Optional[Point]
    day: date
    moment: datetime
    span: timedelta
    numbered: Dict[int, str]
    either: Union[int, str]
    csv: FlyteFile["csv"]
    raw: bytes
    any: dict
    type: str


@dataclass
class Options:
    required: str
    count: int = 3
    share: float = 0.25
    text: str = "t\n"
    empty: str = ""
    on: bool = True
    colour: Colour = Colour.SKY_BLUE
    none: Optional[int] = None
    some: Optional[int] = 7
    numbers: List[int] = field(default_factory=list)


# Another struct of the name of a type of Rust's.
@dataclass
class Option:
    value: int


@dataclass
class Nothing:
    pass


@dataclass
class Endless:
    next: Optional["Endless"]


class Inner(BaseModel):
    number: int
    share: float = Field(description="Between 0 and 1.")


class Model(BaseModel):
    name: str
    inner: Inner
    many: List[Inner]
    colour: Colour


class Halves(NamedTuple):
    low: int
    type: str


@task
def shapes(shape: Shape, options: Options) -> Shape:
    """
    Changes a shape.

        shapes(shape, options)

    :param options: how
    """
    return shape


@task
def moved(point: Point, by: List[Point], at: Dict[str, Point]) -> Point:
    return point


@task
def painted(colour: Colour, size: Optional[Size]) -> Colour:
    return colour


@task
def either(value: Union[int, str], point: Union[Point, Colour, None], lists: Union[List[int], List[str]]) -> Union[int, str]:
    return value


@task
def times(day: date, moment: datetime, span: timedelta, days: Optional[date]) -> date:
    return day


@task
def files(csv: FlyteFile["csv"], lines: FlyteFile["jsonl"], folder: FlyteDirectory, any: List[FlyteFile]) -> FlyteDirectory:
    return folder


@task
def tables(
    plain: StructuredDataset,
    sales: Annotated[StructuredDataset, kwtypes(shop=str, cents=int, when=datetime)],
    written: Annotated[StructuredDataset, kwtypes(shop=str), "csv"],
    old: FlyteSchema[kwtypes(name=str, age=int)],
) -> StructuredDataset:
    return plain


@task
def model(model: Model, inner: Inner) -> Model:
    return model


@task
def maybe_model(inner: Optional[Inner]) -> int:
    return 1


@task
def odd(option: Option, nothing: Nothing, untyped: dict, pickled: typing.Any) -> dict:
    return untyped


@task
def pickled(x: int) -> typing.Any:
    return x


@task
def endless(first: Endless) -> int:
    return 1


@task
def halves(match: int, async_: int) -> Halves:
    return Halves(low=match, type="half")


@task
def many(
    a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int, i: int, j: int, k: int, l: int, m: int, n: int, o: int, p: int, q: int
) -> int:
    return a


@task
def of_self(self: int) -> int:
    return self


@workflow
def area(width: int, height: float = 1.5, colour: Colour = Colour.RED) -> float:
    """The area of something."""
    painted(colour=colour, size=None)
    return scaled(width=width, height=height)


@task
def scaled(width: int, height: float) -> float:
    return width * height


nightly = LaunchPlan.get_or_create(
    area, "bound.nightly-area", schedule=CronSchedule(schedule="0 6 * * *"), default_inputs={"width": 3}, fixed_inputs={"height": 2.0}
)
