from flytekit import kwtypes
from flytekitplugins.awssagemaker_inference import BotoConfig, BotoTask

plain = BotoTask(
    name="plugged.boto.plain",
    task_config=BotoConfig(
        service="ses", method="list_identities", config={}, region="eu-central-1"
    ),
)

model = BotoTask(
    name="plugged.boto.model",
    task_config=BotoConfig(
        service="sagemaker",
        method="create_model",
        config={
            "ModelName": "{inputs.name}-{idempotence_token}",
            "PrimaryContainer": {"Image": "{images.server}", "ModelDataUrl": "{inputs.data}"},
            "ExecutionRoleArn": "arn:aws:iam::123456789012:role/serving",
            "Tags": [{"Key": "by", "Value": "aileron"}],
        },
        images={"server": "ghcr.io/acme/app:server-v1"},
    ),
    inputs=kwtypes(name=str, data=str, region=str),
)
