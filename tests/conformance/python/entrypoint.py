"""Runs a task of `mirror` through the entrypoint of flytekit's containers, within this process."""

import os
from unittest.mock import patch

from flytekit.bin.entrypoint import execute_task_cmd

RESOLVER = "flytekit.core.python_auto_container.default_task_resolver"


def execute(task, inputs, prefix, environment={}):
    options = {"--inputs": inputs, "--output-prefix": prefix, "--raw-output-data-prefix": f"{prefix}/raw"}
    arguments = [word for option in options.items() for word in option]
    loader = ["--", "task-module", "mirror", "task-name", task]
    with patch.dict(os.environ, environment):
        execute_task_cmd.main([*arguments, "--resolver", RESOLVER, *loader], standalone_mode=False)
