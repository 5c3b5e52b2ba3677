"""Serializes the module `mirror` as `pyflyte package` does.

In: {"images": {name: reference}, "package": path of the archive to write}.
Out: [{"kind", "name", "json": canonical JSON, "bytes": hexadecimal}], in the order of registration.
"""

import tarfile
import tempfile
from pathlib import Path

from flytekit.configuration import Image, ImageConfig, SerializationSettings
from flytekit.core.context_manager import FlyteContextManager
from flytekit.models.admin.workflow import WorkflowSpec
from flytekit.models.task import TaskSpec
from flytekit.tools.serialize_helpers import get_registrable_entities, persist_registrable_entities
from google.protobuf.json_format import MessageToDict

from conversation import answer


def entities(images):
    import mirror  # noqa: F401, importing registers

    images = [Image.look_up_image_info(name, reference) for name, reference in images.items()]
    default = next(image for image in images if image.name == "default")
    settings = SerializationSettings(image_config=ImageConfig(default_image=default, images=images))
    context = FlyteContextManager.current_context()
    with FlyteContextManager.with_context(context.with_serialization_settings(settings)) as context:
        return get_registrable_entities(context)


def told(entity):
    message = entity.to_flyte_idl()
    kind = {TaskSpec: "task", WorkflowSpec: "workflow"}.get(type(entity), "launchPlan")
    name = message.id.name if kind == "launchPlan" else message.template.id.name
    return {"kind": kind, "name": name, "json": MessageToDict(message), "bytes": message.SerializeToString(deterministic=True).hex()}


def package(entities, path):
    with tempfile.TemporaryDirectory() as folder, tarfile.open(path, "w:gz") as archive:
        persist_registrable_entities(entities, folder)
        for file in sorted(Path(folder).iterdir()):
            archive.add(file, file.name)


def respond(question):
    found = entities(question["images"])
    package(found, question["package"])
    return [told(entity) for entity in found]


answer(respond)
