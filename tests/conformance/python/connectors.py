"""Lets flytekit's own connectors run tasks of AWS, with an AWS that records its requests.

In: [{"template": canonical JSON of a TaskTemplate, "inputs": hex of a LiteralMap}]. Out: for each {"asked": [[operation, request]],
"outputs": {name: what it prints}}. What `botocore` refuses is an exception.
"""

import asyncio
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from flyteidl.core import literals_pb2, tasks_pb2
from flytekit.extend.backend.base_connector import AsyncConnectorBase, ConnectorRegistry
from flytekit.interaction.string_literals import literal_map_string_repr
from flytekit.models.literals import LiteralMap
from flytekit.models.task import TaskTemplate
from flytekitplugins import awssagemaker_batch_transform, awssagemaker_inference, awssagemaker_training  # noqa: F401
from google.protobuf import json_format

from conversation import answer

asked = []


class Amazon(BaseHTTPRequestHandler):
    """Each job that is created is finished at once."""

    def do_POST(self):
        operation = self.headers["X-Amz-Target"].split(".")[1]
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked.append([operation, request])
        reply = json.dumps(self.reply(operation, request)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def reply(self, operation, request):
        if not operation.startswith("Describe"):
            kind = operation.removeprefix("Create")
            return {f"{kind}Arn": f"arn:aws:sagemaker:eu-central-1:123456789012:x/{request[f'{kind}Name']}"}
        kind = operation.removeprefix("Describe")
        return {
            f"{kind}Name": request[f"{kind}Name"],
            f"{kind}Status": "Completed",
            "ModelArtifacts": {"S3ModelArtifacts": "s3://acme-models/model.tar.gz"},
        }

    def log_message(self, *_):
        pass


async def done(template, inputs):
    connector = ConnectorRegistry.get_connector(template.type, template.task_type_version)
    if isinstance(connector, AsyncConnectorBase):
        meta = await connector.create(task_template=template, inputs=inputs)
        # Propeller keeps it between two calls.
        meta = type(meta).decode(meta.encode())
        return (await connector.get(meta)).outputs
    outputs = (await connector.do(task_template=template, output_prefix="/tmp", inputs=inputs)).outputs
    return literal_map_string_repr(outputs)


def respond(question):
    server = HTTPServer(("127.0.0.1", 0), Amazon)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    os.environ["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{server.server_port}"
    os.environ["AWS_ACCESS_KEY_ID"] = os.environ["AWS_SECRET_ACCESS_KEY"] = "nobody"
    answers = []
    for case in question:
        asked.clear()
        template = json_format.ParseDict(case["template"], tasks_pb2.TaskTemplate())
        inputs = literals_pb2.LiteralMap.FromString(bytes.fromhex(case["inputs"]))
        template, inputs = TaskTemplate.from_flyte_idl(template), LiteralMap.from_flyte_idl(inputs)
        answers.append({"outputs": asyncio.run(done(template, inputs)), "asked": list(asked)})
    return answers


answer(respond)
