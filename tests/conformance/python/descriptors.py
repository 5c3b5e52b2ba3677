"""Compares a set of message descriptors with those of the package flyteidl, field by field.

In: {"descriptors": a FileDescriptorSet in hexadecimal}. Out: {"compared": number of fields, "differences": [text]}.
A message that we leave out is no difference; a field, an enum's value or a oneof that we leave out is one.
"""

import importlib

from google.protobuf import descriptor_pb2, descriptor_pool

from conversation import answer


class Comparison:
    def __init__(self):
        self.fields = 0
        self.differences = []

    def same(self, where, what, ours, theirs):
        if ours != theirs:
            self.differences.append(f"{where}: {what} is {ours!r}, Flyte's is {theirs!r}")

    def members(self, where, ours, theirs, compare):
        for name in sorted({*ours.keys(), *theirs.keys()}):
            if name not in theirs:
                self.differences.append(f"{where}.{name}: Flyte has none")
            elif name not in ours:
                self.differences.append(f"{where}.{name}: we have none")
            else:
                compare(f"{where}.{name}", ours[name], theirs[name])

    def known(self, where, ours, theirs, compare):
        for name in sorted(ours.keys()):
            if name in theirs:
                compare(f"{where}{name}", ours[name], theirs[name])
            else:
                self.differences.append(f"{where}{name}: Flyte has none")

    def file(self, ours, theirs):
        where = ours.name
        self.same(where, "package", ours.package, theirs.package)
        self.known(f"{where}: ", ours.message_types_by_name, theirs.message_types_by_name, self.message)
        self.known(f"{where}: ", ours.enum_types_by_name, theirs.enum_types_by_name, self.enum)
        self.known(f"{where}: ", ours.services_by_name, theirs.services_by_name, self.service)

    def message(self, where, ours, theirs):
        self.same(where, "full name", ours.full_name, theirs.full_name)
        self.same(where, "map entry", ours.GetOptions().map_entry, theirs.GetOptions().map_entry)
        self.members(where, ours.fields_by_name, theirs.fields_by_name, self.field)
        self.members(where, ours.oneofs_by_name, theirs.oneofs_by_name, lambda *_: None)
        self.known(f"{where}.", ours.nested_types_by_name, theirs.nested_types_by_name, self.message)
        self.known(f"{where}.", ours.enum_types_by_name, theirs.enum_types_by_name, self.enum)

    def field(self, where, ours, theirs):
        self.fields += 1
        for what, read in ASPECTS.items():
            self.same(where, what, read(ours), read(theirs))

    def enum(self, where, ours, theirs):
        self.same(where, "full name", ours.full_name, theirs.full_name)
        self.members(where, ours.values_by_name, theirs.values_by_name,
                     lambda where, a, b: self.same(where, "number", a.number, b.number))

    def service(self, where, ours, theirs):
        self.same(where, "full name", ours.full_name, theirs.full_name)
        self.known(f"{where}.", ours.methods_by_name, theirs.methods_by_name, self.method)

    def method(self, where, ours, theirs):
        for side in ("input_type", "output_type"):
            self.same(where, side, getattr(ours, side).full_name, getattr(theirs, side).full_name)
        for side in ("client_streaming", "server_streaming"):
            self.same(where, side, getattr(ours, side), getattr(theirs, side))


def name_of(thing):
    return thing and thing.full_name


ASPECTS = {
    "number": lambda f: f.number,
    "type": lambda f: f.type,
    "repeated": lambda f: f.is_repeated,
    "required": lambda f: f.is_required,
    "presence": lambda f: f.has_presence,
    "packed": lambda f: f.is_packed,
    "oneof": lambda f: f.containing_oneof and f.containing_oneof.name,
    "message": lambda f: name_of(f.message_type),
    "enum": lambda f: name_of(f.enum_type),
    "json name": lambda f: f.json_name,
    "default": lambda f: f.default_value if f.type != f.TYPE_MESSAGE else None,
    "deprecated": lambda f: f.GetOptions().deprecated,
}


def load(descriptors):
    """Our files in a pool of their own, so that the two sets do not mix."""
    pool = descriptor_pool.DescriptorPool()
    for file in descriptors.file:
        pool.Add(file)
    return [pool.FindFileByName(file.name) for file in descriptors.file]


def theirs_of(file):
    module = file.name.removesuffix(".proto").replace("/", ".") + "_pb2"
    return importlib.import_module(module).DESCRIPTOR


def respond(question):
    descriptors = descriptor_pb2.FileDescriptorSet.FromString(bytes.fromhex(question["descriptors"]))
    comparison = Comparison()
    for ours in load(descriptors):
        try:
            theirs = theirs_of(ours)
        except ModuleNotFoundError:
            comparison.differences.append(f"{ours.name}: Flyte has no such file")
            continue
        comparison.file(ours, theirs)
    return {"compared": comparison.fields, "differences": comparison.differences}


answer(respond)
