"""Writes and reads tables as flytekit's tasks do, in the store that the environment names.

In: {"environment": {name: value}, "raw": prefix, "write": [[kind, table]], "read": [[kind, hex of a literal]]}.
Out: {"types": {kind: hex of its LiteralType}, "write": [hex of a literal], "read": [[row]]}. A row is an object; a time is
an ISO text, a decimal a text, and what is missing null.
"""

import datetime
import decimal
import math
import os
import tempfile
import typing
from dataclasses import dataclass

from conversation import answer


def plain(value):
    """A value of a table as JSON."""
    import numpy
    import pandas

    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, numpy.ndarray)):
        return [plain(one) for one in value]
    if value is None or value is pandas.NaT or value is pandas.NA:
        return None
    if isinstance(value, numpy.generic):
        value = value.item()
    if isinstance(value, float):
        # To pandas, a column of integers with missing values is one of floats.
        return None if math.isnan(value) else int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, (datetime.date, pandas.Timestamp)):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    return value


def respond(question):
    # flytekit reads it when it is imported.
    os.environ.update(question["environment"])
    import pandas
    import pyarrow
    from flyteidl.core import literals_pb2
    from flytekit import StructuredDataset, kwtypes
    from flytekit.core.context_manager import FlyteContextManager
    from flytekit.core.data_persistence import FileAccessProvider
    from flytekit.core.type_engine import TypeEngine
    from flytekit.models.literals import Literal
    from flytekit.types.schema import FlyteSchema
    from flytekit.types.structured.structured_dataset import CSV
    from typing_extensions import Annotated

    @dataclass
    class Inner:
        z: int
        a: str

    @dataclass
    class Holder:
        name: str
        table: StructuredDataset

    moment = datetime.datetime
    row = kwtypes(
        i=int, f=float, b=bool, s=str, n=int, t=moment, d=moment, l=typing.List[int], o=Inner
    )
    some = kwtypes(s=str, n=int, i=int)
    kinds = {
        "any": StructuredDataset,
        "pandas": pandas.DataFrame,
        "arrow": pyarrow.Table,
        "csv": Annotated[StructuredDataset, CSV],
        "row": Annotated[StructuredDataset, row],
        "some": Annotated[StructuredDataset, some],
        "some pandas": Annotated[pandas.DataFrame, some],
        "mapped csv": Annotated[StructuredDataset, kwtypes(m=typing.Dict[str, float], b=int), CSV],
        "optional": typing.Optional[StructuredDataset],
        "schema": FlyteSchema,
        "struct": Holder,
    }

    utc = datetime.timezone.utc
    whole = pandas.DataFrame({
        "i": [1, 2**63 - 1, -(2**63)],
        "f": [0.5, None, -1e300],
        "b": [True, False, True],
        "s": ["ü \U0001f6e9", None, ""],
        "n": pandas.array([1, None, 7], dtype="Int64"),
        "t": pandas.to_datetime(["2024-01-02T03:04:05.000006Z", None, "1969-12-31T23:59:59Z"], format="ISO8601"),
        "naive": pandas.to_datetime(["2024-01-02T03:04:05", None, "1969-12-31T23:59:59"]),
        "d": [datetime.date(2024, 2, 29), None, datetime.date(1, 1, 1)],
        "c": [decimal.Decimal("123.45"), None, decimal.Decimal("-0.01")],
        "l": [[1, 2], None, []],
        "o": [{"z": 1, "a": "x"}, {"z": 2, "a": None}, {"z": 3, "a": "ü"}],
    })
    full = whole.drop(index=1).assign(b=True)
    tables = {
        "whole": whole,
        # Without missing values, which a row's type may forbid.
        "full": full,
        # The columns that CSV can hold.
        "flat": whole[["i", "f", "b", "s"]].assign(s=["ü, \"x\"", "b\nc", "d"]),
        "long": pandas.DataFrame({"x": [float(x) for x in range(300_000)], "y": "y" * 20}),
    }

    def write(context, kind, name):
        kind, value = kinds[kind], tables[name]
        if kind is FlyteSchema:
            value, kind = FlyteSchema(), FlyteSchema
            value.open(pandas.DataFrame).write(tables[name])
        elif kind is Holder:
            value = Holder(name=name, table=StructuredDataset(dataframe=value))
        elif kind is pyarrow.Table:
            value = pyarrow.Table.from_pandas(value)
        elif typing.get_args(kind)[:1] != (pandas.DataFrame,) and kind is not pandas.DataFrame:
            value = StructuredDataset(dataframe=value)
        literal = TypeEngine.to_literal(context, value, kind, TypeEngine.to_literal_type(kind))
        return literal.to_flyte_idl().SerializeToString(deterministic=True).hex()

    def read(context, kind, literal):
        literal = Literal.from_flyte_idl(literals_pb2.Literal.FromString(bytes.fromhex(literal)))
        value = TypeEngine.to_python_value(context, literal, kinds[kind])
        if isinstance(value, Holder):
            return [{"name": value.name, "table": plain(value.table.open(pandas.DataFrame).all().to_dict("records"))}]
        if isinstance(value, StructuredDataset):
            value = value.open(pandas.DataFrame).all()
        return plain(value.to_dict("records") if isinstance(value, pandas.DataFrame) else value.to_pylist())

    def type_of(kind):
        return TypeEngine.to_literal_type(kind).to_flyte_idl().SerializeToString(deterministic=True).hex()

    with tempfile.TemporaryDirectory() as scratch:
        access = FileAccessProvider(os.path.join(scratch, "sandbox"), question["raw"])
        context = FlyteContextManager.current_context().with_file_access(access).build()
        with FlyteContextManager.with_context(context.new_builder()) as context:
            return {
                "types": {name: type_of(kind) for name, kind in kinds.items()},
                "write": [write(context, *one) for one in question["write"]],
                "read": [read(context, *one) for one in question["read"]],
            }


answer(respond)
