"""Tables of several files, with folders as columns and with types of all kinds, as pandas and pyarrow write and read them.

In: {"folder": path, "read": [[path, "parquet" or "csv"]]}.
Out: {"written": {name: [path, [row]]}, "read": [[row]]}: what pyarrow reads of each. A row is an object; a time is an ISO
text, a decimal a text, and what is missing null, bytes are hex, a
duration its seconds, a map a list of pairs.
"""

import datetime
import decimal
import math
import os

from conversation import answer


def plain(value):
    """A value of a table as JSON."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {math.inf: "inf", -math.inf: "-inf"}.get(value, "NaN")
    if isinstance(value, datetime.datetime):
        spec = "auto" if value.microsecond % 1000 else "milliseconds" if value.microsecond else "seconds"
        return value.replace(tzinfo=None).isoformat(timespec=spec) + "Z"
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, decimal.Decimal):
        return str(value)
    return value


def respond(question):
    import pandas
    import pyarrow
    import pyarrow.parquet as parquet

    def folder(name):
        path = os.path.join(question["folder"], name)
        os.makedirs(path)
        return path

    def rows(path):
        return plain(parquet.read_table(path).to_pylist())

    written = {}

    def parts(name, files):
        path = folder(name)
        for file, table in files.items():
            os.makedirs(os.path.dirname(os.path.join(path, file)), exist_ok=True)
            parquet.write_table(pyarrow.table(table), os.path.join(path, file))
        try:
            written[name] = [path, rows(path)]
        except pyarrow.ArrowInvalid:
            written[name] = [path, None]

    def partitioned(name, table, columns):
        path = folder(name)
        pandas.DataFrame(table).to_parquet(path, partition_cols=columns)
        written[name] = [path, rows(path)]

    for codec in ["none", "snappy", "gzip", "brotli", "lz4", "zstd"]:
        path = folder(codec)
        table = pyarrow.table({"x": pyarrow.array(["a", None, "b" * 1000])})
        parquet.write_table(table, os.path.join(path, "a"), compression=codec)
        written[codec] = [path, rows(path)]

    small = lambda *values: pyarrow.array(values, pyarrow.int32())
    large = lambda *values: pyarrow.array(values, pyarrow.int64())
    parts("small first", {"a": {"x": small(1, None)}, "b": {"x": large(2)}})
    parts("large first", {"a": {"x": large(2**40)}, "b": {"x": small(2)}})
    parts("too large", {"a": {"x": small(1)}, "b": {"x": large(2**40)}})
    parts("floats", {"a": {"x": pyarrow.array([1.5])}, "b": {"x": large(2)}})
    parts("whole floats", {"a": {"x": large(1)}, "b": {"x": pyarrow.array([2.0])}})
    parts("a fraction", {"a": {"x": large(1)}, "b": {"x": pyarrow.array([2.5])}})
    parts("missing", {"a": {"x": large(1), "y": large(2)}, "b": {"x": large(3)}})
    parts("order", {"a": {"x": large(1), "y": large(2)}, "b": {"y": large(3), "x": large(4)}})
    parts("texts", {
        "a": {"x": pyarrow.array(["a"])},
        "b": {"x": pyarrow.array(["b"], pyarrow.large_string())},
        "c": {"x": pyarrow.array(["c", "c"]).dictionary_encode()},
        "d": {"x": pyarrow.array(["d"], pyarrow.string_view())},
    })
    moment = datetime.datetime(2024, 1, 2, 3, 4, 5, 6000)
    parts("units", {
        "a": {"x": pyarrow.array([moment], pyarrow.timestamp("us"))},
        "b": {"x": pyarrow.array([moment], pyarrow.timestamp("ns"))},
        "c": {"x": pyarrow.array([moment], pyarrow.timestamp("ms"))},
    })
    parts("structs", {
        "a": {"x": pyarrow.array([{"a": 1, "b": "x"}])},
        "b": {"x": pyarrow.array([{"b": "y", "a": 2}], pyarrow.struct([("b", pyarrow.string()), ("a", pyarrow.int32())]))},
    })
    parts("depths", {"b": {"x": large(1)}, "y=1/a": {"x": large(2)}, "y=1/plain/z=0x/a": {"x": large(3)}})
    parts("no integers", {"y=2147483648/a": {"x": large(1)}, "y=1/a": {"x": large(2)}})
    parts("signs", {"y=-5/a": {"x": large(1)}, "y=7/a": {"x": large(2)}})
    partitioned("years", {"year": [2024, 2023, 2024], "x": [1, 2, 3]}, ["year"])
    partitioned("two", {"year": [2024, 2023], "month": ["a/b", "é =%"], "x": [1.5, None]}, ["year", "month"])
    partitioned("gaps", {"s": ["a", None], "x": [1, 2]}, ["s"])
    partitioned("leading zeros", {"m": ["01", "12"], "x": [1, 2]}, ["m"])

    def read(path, format):
        if format == "csv":
            table = pandas.read_csv(path, keep_default_na=False, na_values=[""])
            return plain(table.astype(object).where(table.notna(), None).to_dict("records"))
        return rows(path)

    return {"written": written, "read": [read(*one) for one in question["read"]]}


answer(respond)
