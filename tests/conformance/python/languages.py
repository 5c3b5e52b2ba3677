"""The types on the wire of a page's Python types.

In: {"source": what the page declares, "types": [expression]}. Out: {expression: LiteralType in hexadecimal}.
"""

from conversation import answer

# What the page assumes.
PRELUDE = """
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Annotated, Optional, Union

from flytekit import HashMethod
from flytekit.types.directory import FlyteDirectory
from flytekit.types.error.error import FlyteError
from flytekit.types.file import FlyteFile
"""


def respond(question):
    from flytekit.core.type_engine import TypeEngine

    names = {"__name__": "page"}
    exec(PRELUDE + question["source"], names)

    def type_of(expression):
        return TypeEngine.to_literal_type(eval(expression, names)).to_flyte_idl().SerializeToString(deterministic=True).hex()

    return {expression: type_of(expression) for expression in question["types"]}


answer(respond)
