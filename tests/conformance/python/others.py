"""Kinds for which Rust has no type of its own, as flytekit types, writes and reads them.

In and out as in `kinds.py`.
"""

import math
import typing

from flytekit.core.context_manager import FlyteContextManager
from flytekit.core.type_engine import TypeEngine
from google.protobuf.struct_pb2 import Struct
from pydantic import BaseModel

from conversation import answer
from kinds import Color, encoded, exchanged


class Inner(BaseModel):
    number: int
    share: float


class Model(BaseModel):
    name: str
    inner: Inner
    many: typing.List[Inner]
    by_name: typing.Dict[str, int]
    maybe: typing.Optional[Inner]
    nothing: typing.Optional[int]
    color: Color


def struct(values):
    message = Struct()
    message.update(values)
    return message


INNER = Inner(number=2**60, share=2.0)
MODEL = Model(
    name="ü", inner=INNER, many=[INNER, INNER], by_name={"a": 1}, maybe=INNER, nothing=None, color=Color.GREEN
)

KINDS = {
    "literal": (typing.Literal["red", "grün"], ["red", "grün"]),
    "literal number": (typing.Literal[1, 2], [1, 2]),
    "model": (Model, [MODEL, MODEL.model_copy(update={"maybe": None, "nothing": 1})]),
    "optional model": (typing.Optional[Inner], [None, INNER]),
    "message": (Struct, [struct({}), struct({"a": 1.5, "b": [1.5, None, True, "s", {"c": {}}]})]),
}


def respond(question):
    context = FlyteContextManager.current_context()
    answers = {name: exchanged(context, kind, values, question[name]) for name, (kind, values) in KINDS.items()}
    keys = typing.Dict[int, str]
    written = TypeEngine.to_literal(context, {1: "a", -2: "b"}, keys, TypeEngine.to_literal_type(keys))
    beyond = {"nan": math.nan, "inf": -math.inf, "raw": b"hi", "large": 2**64 - 1}
    untyped = TypeEngine.to_literal(context, beyond, dict, TypeEngine.to_literal_type(dict))
    return {"kinds": answers, "keys that are not strings": encoded(written), "values that JSON lacks": encoded(untyped)}


answer(respond)
