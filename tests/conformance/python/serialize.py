"""Serializes modules as `pyflyte package` does.

In: {"modules": [name], "packages": [{"options": {"images": {name: reference}, "env": {name: value}, "ids": [project,
domain, version] or null, "account": service account of launch plans or null}, "package": path of the archive to
write}]}. Out: for each package [{"kind", "name", "json": canonical JSON}], in the order of registration.
"""

import importlib
import tarfile
import tempfile
from pathlib import Path

from flytekit.configuration import Image, ImageConfig, SerializationSettings
from flytekit.core.context_manager import FlyteContextManager
from flytekit.core.options import Options
from flytekit.models.admin.workflow import WorkflowSpec
from flytekit.models.task import TaskSpec
from flytekit.tools.serialize_helpers import get_registrable_entities, persist_registrable_entities
from google.protobuf.json_format import MessageToDict

from conversation import answer


def entities(images, env, ids, account):
    images = [Image.look_up_image_info(name, reference) for name, reference in images.items()]
    default = next(image for image in images if image.name == "default")
    project, domain, version = ids or (None, None, None)
    settings = SerializationSettings(
        image_config=ImageConfig(default_image=default, images=images),
        env=env,
        project=project,
        domain=domain,
        version=version,
    )
    context = FlyteContextManager.current_context()
    with FlyteContextManager.with_context(context.with_serialization_settings(settings)) as context:
        return get_registrable_entities(context, Options.default_from(k8s_service_account=account))


def described(entity):
    message = entity.to_flyte_idl()
    kind = {TaskSpec: "task", WorkflowSpec: "workflow"}.get(type(entity), "launchPlan")
    name = message.id.name if kind == "launchPlan" else message.template.id.name
    return {"kind": kind, "name": name, "json": MessageToDict(message)}


def package(entities, path):
    with tempfile.TemporaryDirectory() as folder, tarfile.open(path, "w:gz") as archive:
        persist_registrable_entities(entities, folder)
        for file in sorted(Path(folder).iterdir()):
            archive.add(file, file.name)


def serialized(options, path):
    found = entities(**options)
    package(found, path)
    return [described(entity) for entity in found]


def respond(question):
    for module in question["modules"]:
        importlib.import_module(module)  # registers its entities
    return [serialized(asked["options"], asked["package"]) for asked in question["packages"]]


answer(respond)
