from datetime import datetime, timedelta
from enum import Enum

from flytekit import kwtypes, task
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile
from flytekitplugins.awssagemaker_batch_transform import SageMakerTransformJobTask
from flytekitplugins.awssagemaker_hyperparameter_tuning import SageMakerHyperParameterTuningJobTask
from flytekitplugins.awssagemaker_inference import BotoConfig, BotoTask, SageMakerEndpointTask
from flytekitplugins.awssagemaker_inference_recommender import SageMakerInferenceRecommenderJobTask
from flytekitplugins.awssagemaker_processing import SageMakerProcessing, SageMakerProcessingJobTask
from flytekitplugins.awssagemaker_training import SageMakerTraining, SageMakerTrainingJobTask


class Penalty(Enum):
    Ridge = "Ridge"
    Lasso = "Lasso"


def channel(name):
    source = {
        "S3DataType": "S3Prefix",
        "S3Uri": "{inputs." + name + "}",
        "S3DataDistributionType": "FullyReplicated",
    }
    return {"ChannelName": name, "DataSource": {"S3DataSource": source}}


whole = BotoTask(
    name="plugged.sagemaker.whole",
    task_config=BotoConfig(
        service="sagemaker",
        method="create_training_job",
        config={
            "TrainingJobName": "plugged-sagemaker-whole-{idempotence_token}",
            "RoleArn": "arn:aws:iam::123456789012:role/training",
            "AlgorithmSpecification": {
                "TrainingImage": "{images.training}",
                "TrainingInputMode": "File",
                "ContainerEntrypoint": ["/usr/local/bin/plugged"],
                "ContainerArguments": ["train"],
            },
            "HyperParameters": {
                "aileron-task": "plugged.sagemaker.whole",
                "epochs": "{inputs.epochs}{images.nothing}",
                "rate": "{inputs.rate}{images.nothing}",
                "quick": "{inputs.quick}{images.nothing}",
                "name": "{inputs.name}",
                "penalty": "{inputs.penalty}",
                "since": "{inputs.since}",
                "budget": "{inputs.budget}{images.nothing}",
            },
            "InputDataConfig": [channel("notes"), channel("data")],
            "OutputDataConfig": {"S3OutputPath": "s3://acme-models"},
            "ResourceConfig": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 2, "VolumeSizeInGB": 50},
            "StoppingCondition": {"MaxRuntimeInSeconds": 7200, "MaxWaitTimeInSeconds": 9000},
            "EnableManagedSpotTraining": True,
        },
        region="eu-central-1",
        images={"training": "ghcr.io/acme/app:sagemaker-v1", "nothing": ""},
    ),
    inputs=kwtypes(
        epochs=int,
        rate=float,
        quick=bool,
        name=str,
        penalty=Penalty,
        since=datetime,
        budget=timedelta,
        notes=FlyteFile,
        data=FlyteDirectory,
    ),
)

waits = SageMakerTrainingJobTask(
    name="plugged.sagemaker.waits",
    config={
        "TrainingJobName": "nightly-{idempotence_token}",
        "RoleArn": "arn:aws:iam::123456789012:role/training",
        "AlgorithmSpecification": {"TrainingImage": "{images.training}", "TrainingInputMode": "File"},
        "HyperParameters": {
            "num_round": "{inputs.num_round}{images.nothing}",
            "region": "{inputs.region}",
        },
        "OutputDataConfig": {"S3OutputPath": "s3://acme-models"},
        "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 30},
        "StoppingCondition": {"MaxRuntimeInSeconds": 3600},
    },
    images={"training": "ghcr.io/acme/app:v1", "nothing": ""},
    inputs=kwtypes(num_round=int, region=str),
)

transform = SageMakerTransformJobTask(
    name="plugged.sagemaker.transform",
    config={
        "TransformJobName": "judge-{idempotence_token}",
        "ModelName": "{inputs.model}",
        "TransformInput": {"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "{inputs.data}"}}},
        "TransformOutput": {"S3OutputPath": "s3://acme-scores"},
        "TransformResources": {"InstanceType": "ml.m5.large", "InstanceCount": 1},
    },
    region="eu-central-1",
    inputs=kwtypes(model=str, data=FlyteFile),
)

processing = SageMakerProcessingJobTask(
    name="plugged.sagemaker.processing",
    config={"AppSpecification": {"ImageUri": "{images.app}"}},
    region="eu-central-1",
    images={"app": "ghcr.io/acme/app:v1"},
)

tuning = SageMakerHyperParameterTuningJobTask(
    name="plugged.sagemaker.tuning", config={"A": 1}, region="eu-central-1"
)

recommender = SageMakerInferenceRecommenderJobTask(
    name="plugged.sagemaker.recommender", config={"A": 1.5}, region="eu-central-1"
)

endpoint = SageMakerEndpointTask(
    name="plugged.sagemaker.endpoint", config={"EndpointName": None}, region="eu-central-1"
)

training = SageMakerTrainingJobTask(
    name="plugged.sagemaker.training", config={"A": [True, "b"]}, region="eu-central-1"
)


ROLE = "arn:aws:iam::123456789012:role/training"


@task(
    task_config=SageMakerTraining(execution_role_arn=ROLE, region="eu-central-1"),
    container_image="{{.image.default}}",
)
def within_training(x: int) -> int:
    return x


@task(
    task_config=SageMakerProcessing(
        execution_role_arn=ROLE,
        region="eu-central-1",
        instance_type="ml.m5.xlarge",
        volume_size_in_gb=50,
        max_runtime_in_seconds=7200,
        job_name_prefix="nightly",
        environment={"MODE": "slow"},
        tags={"by": "aileron"},
    ),
    container_image="{{.image.spark}}",
    retries=2,
)
def within_processing(x: int) -> int:
    return x
