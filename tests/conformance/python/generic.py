"""Structs as flytekit wrote them before MessagePack, and as Flyte's console writes them: JSON in a protobuf `Struct`.

In: {}. Out: {kind: [literal in hexadecimal]} of the values of `KINDS`. All their integers are whole as floats, too.
"""

import dataclasses
import os
import typing
from datetime import date, timedelta

from flytekit.core.context_manager import FlyteContextManager
from flytekit.core.type_engine import TypeEngine

from conversation import answer
from kinds import DESCRIBED, FILES, MOMENT, Color, Defaults, Empty, Files, Nested, Plain, Times, Unions, encoded

PLAIN = Plain(i=-(2**53), f=2.0, b=True, s="ü \U0001f6e9")
NESTED = Nested(
    inner=PLAIN,
    many=[PLAIN, Plain(i=1, f=0.1, b=False, s="")],
    by_name={"a": PLAIN, "b": PLAIN},
    numbers={"big": 2**53, "small": 127},
    maybe=PLAIN,
    nothing=None,
    mixed=[1, None, -33],
    color=Color.GREEN,
    maybe_color=Color.RED,
    maybe_moment=MOMENT,
    day_by_name={"d": date(1, 1, 1)},
    deep=[[{"x": [0.5, 1e300]}], []],
)

KINDS = {
    "struct": (Plain, [PLAIN]),
    "empty struct": (Empty, [Empty()]),
    "times": (Times, [Times(MOMENT, timedelta(days=1, microseconds=5), date(2024, 2, 29), [date(1, 1, 1)])]),
    "nested": (Nested, [NESTED]),
    "defaults": (Defaults, [Defaults("r"), Defaults("r", 1, "", 2, Color.GREEN)]),
    "unions": (Unions, [Unions(1, PLAIN), Unions("x", None), Unions("", 3)]),
    "optional struct": (typing.Optional[Plain], [None, PLAIN]),
    "union": (typing.Union[int, Plain, typing.List[int]], [1, PLAIN, [1, 2]]),
    "list of structs": (typing.List[Plain], [[PLAIN, PLAIN], []]),
    "map of structs": (typing.Dict[str, Plain], [{"a": PLAIN}]),
    "files": (Files, [dataclasses.replace(FILES, file=DESCRIBED)]),
    "untyped": (dict, [{}, {"a": 1.5, "b": [1.5, None, True, "s", {"c": {}}]}]),
}


def respond(_):
    os.environ["FLYTE_USE_OLD_DC_FORMAT"] = "true"
    context = FlyteContextManager.current_context()

    def written(kind, value):
        return encoded(TypeEngine.to_literal(context, value, kind, TypeEngine.to_literal_type(kind)))

    return {name: [written(kind, value) for value in values] for name, (kind, values) in KINDS.items()}


answer(respond)
