"""A workflow whose tasks are Python's and Rust's in turn.

Values of every kind are made here, go through Rust, are compared here with what was made, and go through Rust once more.
The Rust tasks are those of `src/main.rs`.
"""

import typing
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from pathlib import Path
from pprint import pformat
from tempfile import mkdtemp

import pandas as pd
from flytekit import reference_task, task, workflow
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile


class Weather(Enum):
    CLEAR = "clear"
    STORM = "storm"


@dataclass
class Leg:
    origin: str
    destination: str
    distance: float
    weather: Weather
    delay: typing.Optional[timedelta]


@dataclass
class Flight:
    number: int
    departure: datetime
    day: date
    legs: typing.List[Leg]
    crew: typing.Dict[str, str]
    captain: typing.Optional[str]
    gate: typing.Union[int, str]
    signature: bytes
    notes: dict


@dataclass
class Report:
    title: str
    page: FlyteFile


Table = FlyteFile["csv"]
Deep = typing.List[typing.Dict[str, typing.List[typing.Optional[int]]]]


class Values(typing.NamedTuple):
    number: int
    share: float
    flag: bool
    text: str
    moment: datetime
    span: timedelta
    day: date
    weather: Weather
    maybe: typing.Optional[int]
    nothing: typing.Optional[str]
    gate: typing.Union[int, str]
    numbers: typing.List[int]
    shares: typing.Dict[str, float]
    deep: Deep
    flight: Flight
    flights: typing.List[Flight]
    notes: dict
    table: Table
    folder: FlyteDirectory
    report: Report
    trips: pd.DataFrame


# The tasks in Rust


def rust(function):
    """The task of that name in `src/main.rs`, of the project, domain and version in which this workflow is registered.

    What is left empty here `flytectl register files` fills in, as it does for everything that is in the package itself.
    """
    return reference_task(project="", domain="", name=f"polyglot.{function.__name__}", version="")(function)


@rust
def scalars(number: int, share: float, flag: bool, text: str) -> typing.Tuple[int, float, bool, str]: ...


@rust
def times(moment: datetime, span: timedelta, day: date) -> typing.Tuple[datetime, timedelta, date]: ...


@rust
def choices(
    weather: Weather, maybe: typing.Optional[int], nothing: typing.Optional[str], gate: typing.Union[int, str]
) -> typing.Tuple[Weather, typing.Optional[int], typing.Optional[str], typing.Union[int, str]]: ...


@rust
def collections(
    numbers: typing.List[int], shares: typing.Dict[str, float], deep: Deep
) -> typing.Tuple[typing.List[int], typing.Dict[str, float], Deep]: ...


@rust
def structs(
    flight: Flight, flights: typing.List[Flight], notes: dict
) -> typing.Tuple[Flight, typing.List[Flight], dict]: ...


@rust
def data(table: Table, folder: FlyteDirectory, report: Report) -> typing.Tuple[Table, FlyteDirectory, Report]: ...


@rust
def tables(trips: pd.DataFrame) -> pd.DataFrame: ...


# The tasks in Python


def values() -> Values:
    moment = datetime(2026, 1, 31, 8, 0, 0, 123456, tzinfo=timezone.utc)
    notes = {"load": 0.5, "meals": ["fish", None, {"vegan": True}], "seats": 180}
    legs = [
        Leg("ZRH", "LIS", 1709.5, Weather.CLEAR, None),
        Leg("LIS", "PDL", 2.0, Weather.STORM, timedelta(minutes=50, microseconds=1)),
    ]
    crew = {"purser": "Zoë", "steward": "Ay\u015fe"}
    flight = Flight(2**53 + 1, moment, date(2026, 1, 31), legs, crew, "Ada", "B7", b"\x00\xff", notes)
    empty = Flight(-1, moment, date(1, 1, 1), [], {}, None, 7, b"", {})
    folder = Path(mkdtemp())
    (folder / "table.csv").write_text("name,seats\nZoë,1\n")
    (folder / "page.html").write_text("<p>On time.</p>")
    (folder / "pages" / "more").mkdir(parents=True)
    (folder / "pages" / "1.txt").write_text("one")
    (folder / "pages" / "more" / "2.txt").write_text("two")
    return Values(
        number=-(2**63),
        share=0.1,
        flag=True,
        text="Grüße, {{.input}} \U0001f6e9\n",
        moment=moment,
        span=-timedelta(days=3, microseconds=5),
        day=date(2024, 2, 29),
        weather=Weather.STORM,
        maybe=3,
        nothing=None,
        gate="B7",
        numbers=[2**63 - 1, 0],
        shares={"b": 1e300, "a": -0.0},
        deep=[{"x": [1, None], "y": []}, {}],
        flight=flight,
        flights=[flight, empty],
        notes={"z": notes, "a": {}},
        table=Table(str(folder / "table.csv")),
        folder=FlyteDirectory(str(folder / "pages")),
        report=Report("delays", FlyteFile(str(folder / "page.html"))),
        trips=pd.DataFrame({"way": ["ZRH-LIS", "Zoë", None], "seats": [180, -1, 2**53 + 1], "load": [0.5, 1e300, None]}),
    )


def contents(path) -> dict:
    """What is at a path: each file's bytes, by its name."""
    path = Path(path)
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    return {str(file.relative_to(path.parent if path.is_file() else path)): file.read_bytes() for file in files}


def comparable(values: Values) -> dict:
    """A text of each value, by its name: dicts in the order of their keys, files and tables by what is in them."""
    shown = {
        **values._asdict(),
        "table": contents(values.table.download()),
        "folder": contents(values.folder.download()),
        "report": (values.report.title, contents(values.report.page.download())),
        "trips": values.trips.to_csv(),
    }
    return {name: pformat(value) for name, value in shown.items()}


@task
def make() -> Values:
    return values()


@task
def compare(
    number: int,
    share: float,
    flag: bool,
    text: str,
    moment: datetime,
    span: timedelta,
    day: date,
    weather: Weather,
    maybe: typing.Optional[int],
    nothing: typing.Optional[str],
    gate: typing.Union[int, str],
    numbers: typing.List[int],
    shares: typing.Dict[str, float],
    deep: Deep,
    flight: Flight,
    flights: typing.List[Flight],
    notes: dict,
    table: Table,
    folder: FlyteDirectory,
    report: Report,
    trips: pd.DataFrame,
) -> Values:
    found = Values(**{name: value for name, value in locals().items() if name in Values._fields})
    made, came = comparable(values()), comparable(found)
    changed = [f"{name}: {came[name]} instead of {made[name]}" for name in made if came[name] != made[name]]
    if changed:
        raise ValueError("\n".join(changed))
    return found


# The workflow


def through_rust(v: Values) -> Values:
    number, share, flag, text = scalars(number=v.number, share=v.share, flag=v.flag, text=v.text)
    moment, span, day = times(moment=v.moment, span=v.span, day=v.day)
    weather, maybe, nothing, gate = choices(weather=v.weather, maybe=v.maybe, nothing=v.nothing, gate=v.gate)
    numbers, shares, deep = collections(numbers=v.numbers, shares=v.shares, deep=v.deep)
    flight, flights, notes = structs(flight=v.flight, flights=v.flights, notes=v.notes)
    table, folder, report = data(table=v.table, folder=v.folder, report=v.report)
    trips = tables(trips=v.trips)
    return Values(**{name: value for name, value in locals().items() if name in Values._fields})


@workflow
def there_and_back() -> Values:
    there = through_rust(make())
    return through_rust(compare(**there._asdict()))
