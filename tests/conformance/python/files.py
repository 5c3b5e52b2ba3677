"""Writes and reads files and directories as flytekit's tasks do, in the store that the environment names.

In: {"environment": {name: value}, "raw": prefix, "write": [{"format", "name", "text"}, {"format", "texts": {name: text}}],
"read": [hex of a map of literals]}.
Out: {"write": [hex of a map of literals, its `file`], "read": [{"format", "name", "text"} or {"format", "texts"}]},
the latter of `o0`.
"""

import os
import pathlib
import tempfile

from conversation import answer


def respond(question):
    # flytekit reads it when it is imported.
    os.environ.update(question["environment"])
    from flyteidl.core import literals_pb2
    from flytekit.core.context_manager import FlyteContextManager
    from flytekit.core.data_persistence import FileAccessProvider
    from flytekit.core.type_engine import TypeEngine
    from flytekit.models.literals import LiteralMap
    from flytekit.types.directory import FlyteDirectory
    from flytekit.types.file import FlyteFile

    def write(context, folder, format, name=None, text=None, texts=None):
        for one, content in ({name: text} if texts is None else texts).items():
            path = folder / one
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        if texts is None:
            kind, value = FlyteFile[format], FlyteFile(str(folder / name))
        else:
            kind, value = FlyteDirectory[format], FlyteDirectory(str(folder))
        literals = TypeEngine.dict_to_literal_map(context, {"file": value}, {"file": kind})
        return literals.to_flyte_idl().SerializeToString().hex()

    def read(context, given):
        message = literals_pb2.LiteralMap()
        message.ParseFromString(bytes.fromhex(given))
        blob_type = message.literals["o0"].scalar.blob.metadata.type
        kind = FlyteDirectory if blob_type.dimensionality else FlyteFile
        literals = LiteralMap.from_flyte_idl(message)
        value = TypeEngine.literal_map_to_kwargs(context, literals, {"o0": kind[blob_type.format]})["o0"]
        path = pathlib.Path(value.download())
        if kind is FlyteFile:
            return {"format": blob_type.format, "name": path.name, "text": path.read_text()}
        files = [one for one in path.rglob("*") if one.is_file()]
        return {"format": blob_type.format, "texts": {str(one.relative_to(path)): one.read_text() for one in files}}

    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        access = FileAccessProvider(scratch / "sandbox", question["raw"])
        context = FlyteContextManager.current_context().with_file_access(access).build()
        with FlyteContextManager.with_context(context.new_builder()) as context:
            folders = (scratch / str(index) for index in range(1000))
            return {
                "write": [write(context, next(folders), **one) for one in question["write"]],
                "read": [read(context, one) for one in question["read"]],
            }


answer(respond)
