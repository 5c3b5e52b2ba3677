"""Runs a workflow on this machine from the packages that Flyte gets, each task a process as in its container.

    python run_local.py journey.there_and_back rust.tgz python.tgz --programs ../../target/debug

A task finds its inputs in `inputs.pb` and leaves `outputs.pb` or `error.pb`; what lies between two tasks stays in the
folder `--work`, below the name of the node. There is no control plane and no container: images are not looked at, and a
program is found by its name in `--programs` or on the PATH.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from flyteidl.admin.task_pb2 import TaskSpec
from flyteidl.admin.workflow_pb2 import WorkflowSpec
from flyteidl.core.errors_pb2 import ErrorDocument
from flyteidl.core.literals_pb2 import Literal, LiteralMap
from google.protobuf.json_format import MessageToDict


def specs(packages):
    """The tasks and the workflows of packages, by name."""
    tasks, workflows = {}, {}
    for package in packages:
        with tarfile.open(package) as archive:
            for member in archive:
                kind, found = {"1": (TaskSpec, tasks), "2": (WorkflowSpec, workflows)}.get(member.name[-4], (None, None))
                if kind:
                    template = kind.FromString(archive.extractfile(member).read()).template
                    found[template.id.name] = template
    return tasks, workflows


def resolve(binding, outputs):
    """The value that is bound to an input; `outputs` are those of the nodes that are done."""
    kind = binding.WhichOneof("value")
    if kind == "promise" and not binding.promise.attr_path:
        return outputs[binding.promise.node_id].literals[binding.promise.var]
    if kind == "scalar":
        return Literal(scalar=binding.scalar)
    literal = Literal()
    if kind == "collection":
        literal.collection.literals.extend(resolve(one, outputs) for one in binding.collection.bindings)
        literal.collection.SetInParent()
    elif kind == "map":
        for name, one in binding.map.bindings.items():
            literal.map.literals[name].CopyFrom(resolve(one, outputs))
        literal.map.SetInParent()
    else:
        raise SystemExit(f"only Flyte itself can bind {binding}")
    return literal


def bound(bindings, outputs):
    return LiteralMap(literals={one.var: resolve(one.binding, outputs) for one in bindings})


def execute(container, inputs, folder, programs):
    """One attempt, as in the task's container."""
    prefix = folder / "0"
    prefix.mkdir(parents=True, exist_ok=True)
    (folder / "inputs.pb").write_bytes(inputs.SerializeToString(deterministic=True))
    places = {
        "{{.input}}": folder / "inputs.pb",
        "{{.outputPrefix}}": prefix,
        "{{.rawOutputDataPrefix}}": folder / "raw",
        "{{.checkpointOutputPrefix}}": folder / "raw" / "_flytecheckpoints",
        "{{.prevCheckpointPrefix}}": '""',
    }
    command = [str(places.get(word, word)) for word in [*container.command, *container.args]]
    path = os.pathsep.join([*map(str, programs), os.environ["PATH"]])
    name = Path(command[0]).name
    command[0] = shutil.which(name, path=path) or sys.exit(f"no program {name} in --programs or on the PATH")
    # An image has the Python modules in its working directory.
    environment = {**os.environ, "PATH": path, "PYTHONPATH": os.getcwd()}
    environment.update((one.key, one.value) for one in container.env)
    environment["FLYTE_ATTEMPT_NUMBER"] = "0"
    with open(folder / "log.txt", "wb") as log:
        status = subprocess.run(command, env=environment, stdout=log, stderr=log).returncode
    if status == 0 and (prefix / "error.pb").exists():
        sys.exit(ErrorDocument.FromString((prefix / "error.pb").read_bytes()).error.message)
    if status != 0 or not (prefix / "outputs.pb").exists():
        sys.exit(f"{name} left no outputs and the status {status}:\n{(folder / 'log.txt').read_text()}")
    return LiteralMap.FromString((prefix / "outputs.pb").read_bytes())


def run(name, inputs, packages, work, programs):
    tasks, workflows = specs(packages)
    outputs = {"": inputs}
    # Nodes stand in the order of the calls, so each comes after those that it needs.
    for node in workflows[name].nodes:
        if node.WhichOneof("target") != "task_node":
            raise SystemExit(f"the node {node.id} is no task: only Flyte itself can run it")
        task = tasks[node.task_node.reference_id.name]
        print(f"{node.id}: {task.id.name}", file=sys.stderr)
        outputs[node.id] = execute(task.container, bound(node.inputs, outputs), work / node.id, programs)
    return bound(workflows[name].outputs, outputs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workflow")
    parser.add_argument("packages", nargs="+", type=Path)
    parser.add_argument("--inputs", type=Path, help="a LiteralMap, as Flyte's inputs.pb")
    parser.add_argument("--programs", action="append", default=[], type=lambda path: Path(path).resolve())
    parser.add_argument("--work", default="run", type=lambda path: Path(path).resolve())
    asked = parser.parse_args()
    inputs = LiteralMap.FromString(asked.inputs.read_bytes()) if asked.inputs else LiteralMap()
    outputs = run(asked.workflow, inputs, asked.packages, asked.work, asked.programs)
    (asked.work / "outputs.pb").write_bytes(outputs.SerializeToString(deterministic=True))
    print(json.dumps(MessageToDict(outputs)["literals"], indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
