"""Values of every kind, as flytekit types, writes and reads them.

In: {kind: [literal in hexadecimal]}. Out: {kind: {"type": LiteralType, "literals": [Literal], "read": [text]}}: the type
and the values of `KINDS` in hexadecimal, and of each literal of the question what is wrong with it: it can't be read, or
is another value than the one at its place; "" for nothing.
"""

import dataclasses
import enum
import typing
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from flyteidl.core import literals_pb2
from flytekit import HashMethod
from flytekit.core.context_manager import FlyteContextManager
from flytekit.core.type_engine import TypeEngine
from flytekit.models.literals import Literal
from flytekit.types.directory import FlyteDirectory
from flytekit.types.error.error import FlyteError
from flytekit.types.file import FlyteFile
from typing_extensions import Annotated

from conversation import answer


class Color(enum.Enum):
    RED = "red"
    GREEN = "grün"


@dataclass
class Plain:
    i: int
    f: float
    b: bool
    s: str


@dataclass
class Empty:
    pass


@dataclass
class Times:
    moment: datetime
    span: timedelta
    day: date
    days: typing.List[date]


@dataclass
class Nested:
    inner: Plain
    many: typing.List[Plain]
    by_name: typing.Dict[str, Plain]
    numbers: typing.Dict[str, int]
    maybe: typing.Optional[Plain]
    nothing: typing.Optional[typing.List[int]]
    mixed: typing.List[typing.Optional[int]]
    color: Color
    maybe_color: typing.Optional[Color]
    maybe_moment: typing.Optional[datetime]
    day_by_name: typing.Dict[str, date]
    deep: typing.List[typing.List[typing.Dict[str, typing.List[float]]]]


@dataclass
class Defaults:
    required: str
    number: int = 3
    text: str = "t"
    none: typing.Optional[int] = None
    color: Color = Color.RED


@dataclass
class Unions:
    number_or_text: typing.Union[int, str]
    three: typing.Union[int, Plain, None]


@dataclass
class Keyed:
    names: typing.Dict[int, str]
    deep: typing.Dict[int, typing.List[typing.Dict[int, float]]]
    maybe: typing.Optional[typing.Dict[int, bool]]


@dataclass
class Raw:
    raw: bytes
    any: dict


@dataclass
class Files:
    file: FlyteFile
    table: FlyteFile["csv"]
    folder: FlyteDirectory
    maybe: typing.Optional[FlyteFile]
    nothing: typing.Optional[FlyteDirectory]
    many: typing.List[FlyteFile["csv"]]
    by_name: typing.Dict[str, FlyteDirectory]
    either: typing.Union[int, FlyteFile]


def at(name, kind=FlyteFile):
    return kind("s3://bucket/" + name)


FILES = Files(
    file=at("a b"),
    table=at("a.csv", FlyteFile["csv"]),
    folder=at("folder", FlyteDirectory),
    maybe=at("c"),
    nothing=None,
    many=[at("d.csv", FlyteFile["csv"]), at("e.csv", FlyteFile["csv"])],
    by_name={"x": at("f", FlyteDirectory)},
    either=at("g"),
)
DESCRIBED = FlyteFile("s3://bucket/described", metadata={"author": "me"})

UTC = timezone.utc
MOMENT = datetime(2024, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
PLAIN = Plain(i=-(2**63), f=2.0, b=True, s="ü \U0001f6e9")
NESTED = Nested(
    inner=PLAIN,
    many=[PLAIN, Plain(i=1, f=0.1, b=False, s="")],
    by_name={"a": PLAIN, "b": PLAIN},
    numbers={"big": 2**63 - 1, "small": 127},
    maybe=PLAIN,
    nothing=None,
    mixed=[1, None, -33],
    color=Color.GREEN,
    maybe_color=Color.RED,
    maybe_moment=MOMENT,
    day_by_name={"d": date(1, 1, 1)},
    deep=[[{"x": [0.5, 1e300]}], []],
)

Choice = typing.Union[int, float, str, Plain, typing.List[int]]

KINDS = {
    "integer": (int, [0, 2**63 - 1, -(2**63)]),
    "float": (float, [0.5, -0.0, 1e300]),
    "boolean": (bool, [True, False]),
    "string": (str, ["", "ü\n"]),
    "datetime": (datetime, [MOMENT, datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)]),
    "duration": (timedelta, [timedelta(microseconds=1), -timedelta(days=3, microseconds=5), timedelta(0)]),
    "date": (date, [date(2024, 2, 29), date(1, 1, 1), date(9999, 12, 31)]),
    "list": (typing.List[int], [[], [1, 2, 3]]),
    "map": (typing.Dict[str, float], [{}, {"b": 1.0, "a": 2.0}]),
    "enum": (Color, [Color.RED, Color.GREEN]),
    "optional": (typing.Optional[int], [None, 1]),
    "optional date": (typing.Optional[date], [None, date(2024, 2, 29)]),
    "optional enum": (typing.Optional[Color], [None, Color.GREEN]),
    "optional struct": (typing.Optional[Plain], [None, PLAIN]),
    "optional list": (typing.Optional[typing.List[typing.Optional[int]]], [None, [1, None]]),
    "union": (Choice, [1, 1.0, "red", PLAIN, [1, 2]]),
    "optional union": (typing.Optional[Choice], [1, None, PLAIN]),
    "struct": (Plain, [PLAIN]),
    "empty struct": (Empty, [Empty()]),
    "struct with integers as keys": (Keyed, [Keyed({-1: "a", 2**40: "b"}, {7: [{1: 0.5}, {}]}, None), Keyed({}, {}, {0: True})]),
    "map with integers as keys": (typing.Dict[int, str], [{}, {-1: "a", 2**40: "b"}]),
    "times": (Times, [
        Times(MOMENT, timedelta(days=1, microseconds=5), date(2024, 2, 29), [date(1, 1, 1)]),
        Times(datetime(1, 1, 1, tzinfo=UTC), -timedelta(seconds=0.1), date(9999, 12, 31), []),
        Times(datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), timedelta(days=90_000, microseconds=123456), date(1, 1, 1), []),
    ]),
    "nested": (Nested, [NESTED]),
    "defaults": (Defaults, [Defaults("r"), Defaults("r", 1, "", 2, Color.GREEN)]),
    "unions": (Unions, [Unions(1, PLAIN), Unions("x", None), Unions("", 3)]),
    "raw": (Raw, [Raw(b"\x00\xff", {"a": [1, 2.5, None, {"b": True}]})]),
    "list of structs": (typing.List[Plain], [[PLAIN, PLAIN], []]),
    "map of structs": (typing.Dict[str, Plain], [{"a": PLAIN}]),
    "untyped": (dict, [{}, {"a": 1, "b": [1.5, None, True, "s", {"c": {}}]}]),
    "hashed": (Annotated[str, HashMethod(lambda text: "hash of " + text)], ["x"]),
    "file": (FlyteFile, [at("a b"), DESCRIBED]),
    "file of a format": (FlyteFile["csv"], [at("a.csv", FlyteFile["csv"])]),
    "directory": (FlyteDirectory, [at("folder", FlyteDirectory)]),
    "optional file": (typing.Optional[FlyteFile], [None, at("a")]),
    "list of files": (typing.List[FlyteFile], [[at("a"), at("b")]]),
    "map of directories": (typing.Dict[str, FlyteDirectory], [{"x": at("f", FlyteDirectory)}]),
    "file or number": (typing.Union[int, FlyteFile["csv"]], [1, at("a", FlyteFile["csv"])]),
    "hashed file": (Annotated[FlyteFile, HashMethod(lambda file: "hash")], [at("a")]),
    "files": (Files, [FILES, dataclasses.replace(FILES, file=DESCRIBED, either=1)]),
    "error": (FlyteError, [FlyteError(message="no luck", failed_node_id="n0")]),
    "optional error": (typing.Optional[FlyteError], [None, FlyteError(message="no luck", failed_node_id="n0")]),
}


def encoded(message):
    return message.to_flyte_idl().SerializeToString(deterministic=True).hex()


def comparable(value):
    """A file that was read is not equal to the one that was written, although it is the same."""
    if isinstance(value, (FlyteFile, FlyteDirectory)):
        return type(value).extension(), str(value.remote_source or value.path), getattr(value, "metadata", None)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value), [comparable(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, list):
        return [comparable(one) for one in value]
    if isinstance(value, dict):
        return {key: comparable(one) for key, one in value.items()}
    return value, type(value)


def problem(context, kind, expected, literal):
    try:
        literal = Literal.from_flyte_idl(literals_pb2.Literal.FromString(bytes.fromhex(literal)))
        found = TypeEngine.to_python_value(context, literal, kind)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "" if comparable(found) == comparable(expected) else f"{found!r} instead of {expected!r}"


def exchanged(context, kind, values, theirs):
    ty = TypeEngine.to_literal_type(kind)
    return {
        "type": encoded(ty),
        "literals": [encoded(TypeEngine.to_literal(context, value, kind, ty)) for value in values],
        "read": [problem(context, kind, value, literal) for value, literal in zip(values, theirs, strict=True)],
    }


def respond(question):
    context = FlyteContextManager.current_context()
    return {name: exchanged(context, kind, values, question[name]) for name, (kind, values) in KINDS.items()}


if __name__ == "__main__":
    answer(respond)
