"""Messages with every field set, their bytes and their canonical JSON.

In: {"messages": [full name], "each": how many}. Out: {"messages": [{"name", "bytes", "json"}], "untouched": [field]}: the
last tells which fields within reach no message sets.
"""

import random

from flyteidl.admin import launch_plan_pb2, task_pb2, workflow_pb2  # noqa: F401, importing makes them known
from flyteidl.core import dynamic_job_pb2, errors_pb2, literals_pb2, tasks_pb2  # noqa: F401
from google.protobuf import descriptor_pool, message_factory
from google.protobuf.json_format import MessageToDict

from conversation import answer

DEPTH = 9
TEXTS = ["text", "ünïcödé \U0001f6e9", 'quo"te\\\n\t\x01\x7f\u2028', "", "{{.input}}", "<&>/"]
BYTES = [b"bytes", bytes(range(256)), b"\xfb\xff", b"a", b""]
FLOATS = [0.5, -1.0, 1e300, 1e-7, 123456789.125, float("inf"), float("-inf"), float("nan"), 0.1, 1e21, 5e-324, -0.0]
FINITE = [0.5, -1.0, 3.0, 1e300, 1e15, 0.0]


class Filler:
    def __init__(self):
        self.random = random.Random(1)
        self.touched = set()
        self.special = {
            "google.protobuf.Timestamp": self.timestamp,
            "google.protobuf.Duration": self.duration,
            "google.protobuf.Struct": self.struct,
            "google.protobuf.Any": self.any,
        }

    def fill(self, message, depth):
        name = message.DESCRIPTOR.full_name
        if name in self.special:
            return self.special[name](message, depth)
        for oneof in message.DESCRIPTOR.oneofs:
            untouched = [field for field in oneof.fields if field.full_name not in self.touched]
            self.set(message, self.random.choice(untouched or oneof.fields), depth)
        for field in message.DESCRIPTOR.fields:
            if field.containing_oneof is None:
                self.set(message, field, depth)

    def set(self, message, field, depth):
        if field.message_type is not None and depth == 0:
            return
        self.touched.add(field.full_name)
        value = getattr(message, field.name)
        if field.message_type and field.message_type.GetOptions().map_entry:
            return self.map(value, field.message_type, depth)
        if field.is_repeated:
            for _ in range(self.random.choice([1, 2, 2])):
                if field.message_type:
                    self.fill(value.add(), depth - 1)
                else:
                    value.append(self.scalar(field))
        elif field.message_type:
            value.SetInParent()
            self.fill(value, depth - 1)
        else:
            setattr(message, field.name, self.scalar(field))

    def map(self, entries, entry, depth):
        value = entry.fields_by_name["value"]
        # No name begins with another: of two such names, only this library writes the longer one first.
        for key in self.random.sample(["b", "a", "\u00e9", "A key"], 2):
            if value.message_type:
                self.fill(entries[key], depth - 1)
            else:
                entries[key] = self.scalar(value)

    def scalar(self, field):
        choose = self.random.choice
        if field.enum_type:
            return choose(field.enum_type.values).number
        return choose({
            field.CPPTYPE_STRING: BYTES if field.type == field.TYPE_BYTES else TEXTS,
            field.CPPTYPE_BOOL: [True, False],
            field.CPPTYPE_DOUBLE: FLOATS,
            field.CPPTYPE_FLOAT: [0.5, 0.1, -1.0, 16777216.0],
            field.CPPTYPE_INT32: [1, -1, 2**31 - 1, -(2**31), 0],
            field.CPPTYPE_UINT32: [1, 2**32 - 1, 0],
            field.CPPTYPE_INT64: [1, -1, 2**63 - 1, -(2**63), 2**53 + 1, 0],
            field.CPPTYPE_UINT64: [1, 2**64 - 1, 0],
        }[field.cpp_type])

    def timestamp(self, message, _):
        message.seconds = self.random.choice([0, 1769846400, -1, 253402300799, -62135596800])
        message.nanos = self.nanos()

    def duration(self, message, _):
        sign = self.random.choice([1, -1])
        message.seconds = sign * self.random.choice([0, 90, 315576000000])
        message.nanos = sign * self.nanos()

    def nanos(self):
        return self.random.choice([0, 500000000, 1000000, 1000, 123456789, 1])

    def struct(self, message, _):
        message.update({"number": self.random.choice(FINITE), "text": self.random.choice(TEXTS), "yes": True, "no": None,
                        "list": [1.0, "a", [], {}], "inner": {"b": 1.5, "a": {}}})

    def any(self, message, _):
        message.Pack(literals_pb2.Primitive(integer=self.random.randrange(10)))


def reachable(descriptor, seen, special):
    if descriptor.full_name in seen or descriptor.full_name in special:
        return
    seen[descriptor.full_name] = descriptor
    for field in descriptor.fields:
        if field.message_type:
            reachable(field.message_type, seen, special)


def message_class(name):
    return message_factory.GetMessageClass(descriptor_pool.Default().FindMessageTypeByName(name))


def respond(question):
    filler, messages, seen = Filler(), [], {}
    for name in question["messages"]:
        reachable(message_class(name).DESCRIPTOR, seen, filler.special)
        for at in range(question["each"]):
            message = message_class(name)()
            filler.fill(message, at % DEPTH + 1)
            content = message.SerializeToString(deterministic=True).hex()
            messages.append({"name": name, "bytes": content, "json": MessageToDict(message)})
    fields = {field.full_name for one in seen.values() if not one.GetOptions().map_entry for field in one.fields}
    return {"messages": messages, "untouched": sorted(fields - filler.touched)}


answer(respond)
