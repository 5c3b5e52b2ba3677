"""Writes, reads and computes values of the mirror's tasks and workflows with flytekit.

In: {"inputs": [{"task", "path", "values" or "literals"}], "runs": [{"task", "inputs", "prefix", "environment"}],
"outputs": [{"task", "path"}], "errors": [path], "calls": [{"entity", "values"}]}, each list optional, done in this order.
Out: {"outputs": [{name: value}], "errors": [{"code", "kind", "origin", "message"} or null for no file], "calls": [{name: value}]}.
A time is an ISO text, a duration its seconds; `literals` is the canonical JSON of a LiteralMap.
"""

import dataclasses
import math
import os
import typing
from datetime import datetime, timedelta

import mirror
from flyteidl.core import errors_pb2, literals_pb2
from flytekit.core.context_manager import FlyteContextManager
from flytekit.core.type_engine import TypeEngine
from flytekit.core.utils import load_proto_from_file, write_proto_to_file
from flytekit.models.core.errors import ErrorDocument
from flytekit.models.literals import LiteralMap
from google.protobuf.json_format import ParseDict

from conversation import answer
from entrypoint import execute


def from_json(kind, value):
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if value is None:
        return None
    if origin is typing.Union:
        return from_json(next(part for part in parts if part is not type(None)), value)
    if origin is list:
        return [from_json(parts[0], one) for one in value]
    if origin is dict:
        return {key: from_json(parts[1], one) for key, one in value.items()}
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is timedelta:
        return timedelta(seconds=value)
    if dataclasses.is_dataclass(kind):
        return kind(**value)
    return kind(value)


def to_json(value):
    if dataclasses.is_dataclass(value):
        value = dataclasses.asdict(value)
    if isinstance(value, list):
        return [to_json(one) for one in value]
    if isinstance(value, dict):
        return {key: to_json(one) for key, one in value.items()}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    # JSON has no numbers for these.
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def interface(task):
    return getattr(mirror, task).python_interface


def native(entity, values):
    types = interface(entity).inputs
    return {name: from_json(types[name], value) for name, value in values.items()}


def write_inputs(context, task, path, values=None, literals=None):
    if literals is not None:
        return write_proto_to_file(ParseDict(literals, literals_pb2.LiteralMap()), path)
    literals = TypeEngine.dict_to_literal_map(context, native(task, values), interface(task).inputs)
    write_proto_to_file(literals.to_flyte_idl(), path)


def read_outputs(context, task, path):
    literals = LiteralMap.from_flyte_idl(load_proto_from_file(literals_pb2.LiteralMap, path))
    values = TypeEngine.literal_map_to_kwargs(context, literals, interface(task).outputs)
    return {name: to_json(value) for name, value in values.items()}


def read_error(path):
    if not os.path.exists(path):
        return None
    error = ErrorDocument.from_flyte_idl(load_proto_from_file(errors_pb2.ErrorDocument, path)).error
    return {"code": error.code, "kind": error.kind, "origin": error.origin, "message": error.message}


def call(entity, values):
    names = list(interface(entity).outputs)
    result = getattr(mirror, entity)(**native(entity, values))
    results = result if len(names) > 1 else [result]
    return {name: to_json(value) for name, value in zip(names, results)}


def respond(question):
    context = FlyteContextManager.current_context()
    for wanted in question.get("inputs", []):
        write_inputs(context, **wanted)
    for run in question.get("runs", []):
        execute(**run)
    return {
        "outputs": [read_outputs(context, **one) for one in question.get("outputs", [])],
        "errors": [read_error(path) for path in question.get("errors", [])],
        "calls": [call(**one) for one in question.get("calls", [])],
    }


answer(respond)
