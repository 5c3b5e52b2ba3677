"""Reads packages with flytekit's own models.

In: [path]. Out: for each [{"file", "kind", "name", "json", "again"}]: what the file says, and what flytekit's model of it
says when it is turned into a message again.
"""

import re
import tarfile

from flyteidl.admin import launch_plan_pb2, task_pb2, workflow_pb2
from flytekit.models.admin.workflow import WorkflowSpec
from flytekit.models.launch_plan import LaunchPlan
from flytekit.models.task import TaskSpec
from google.protobuf.json_format import MessageToDict

from conversation import answer

KINDS = {
    "1": ("task", task_pb2.TaskSpec, TaskSpec, lambda message: message.template.id),
    "2": ("workflow", workflow_pb2.WorkflowSpec, WorkflowSpec, lambda message: message.template.id),
    "3": ("launchPlan", launch_plan_pb2.LaunchPlan, LaunchPlan, lambda message: message.id),
}


def parse(file, content):
    kind, message, model, identifier = KINDS[re.fullmatch(r".*_([123])\.pb", file).group(1)]
    message = message.FromString(content)
    again = model.from_flyte_idl(message).to_flyte_idl()
    return {
        "file": file,
        "kind": kind,
        "name": identifier(message).name,
        "json": MessageToDict(message),
        "again": MessageToDict(again),
    }


def members(package):
    with tarfile.open(package) as archive:
        return [parse(member.name, archive.extractfile(member).read()) for member in archive]


def respond(question):
    return [members(package) for package in question]


answer(respond)
