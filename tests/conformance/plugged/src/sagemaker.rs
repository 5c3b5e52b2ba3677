use aileron::chrono::{DateTime, Utc};
use aileron::prelude::*;
use aileron::serde_json::json;
use aileron_plugins::BotoOutputs;
use aileron_plugins::sagemaker::{SageMakerFunction, SageMakerJob, SageMakerOutputs, SageMakerTraining};
use std::io;
use std::time::Duration;

const ROLE: &str = "arn:aws:iam::123456789012:role/training";

#[derive(FlyteType, Clone, Copy, Debug, PartialEq)]
pub enum Penalty {
    Ridge,
    Lasso,
}

/// Writes its inputs to a file.
#[expect(
    clippy::too_many_arguments,
    clippy::needless_pass_by_value,
    reason = "one of each kind, as the task has it"
)]
pub fn fit(
    epochs: i64,
    rate: f64,
    quick: bool,
    name: String,
    penalty: Penalty,
    since: DateTime<Utc>,
    budget: Duration,
    notes: File,
    data: Directory,
) -> io::Result<File> {
    let (notes, data) = (notes.text()?, data.files()?);
    let inputs = format!("{:?}", (epochs, rate, quick, name, penalty, since, budget, notes, data));
    File::write("inputs.txt", inputs)
}

#[task(
    container_image = "{{.image.default.fqn}}:sagemaker-{{.image.default.version}}",
    plugin = SageMakerTraining::new(ROLE, "s3://acme-models")
        .region("eu-central-1")
        .instance("ml.m5.xlarge")
        .instances(2)
        .volume_gb(50)
        .max_runtime(Duration::from_hours(2))
        .request(json!({"EnableManagedSpotTraining": true, "StoppingCondition": {"MaxWaitTimeInSeconds": 9000}}))
        .trainer(fit)
)]
pub fn whole(
    epochs: i64,
    rate: f64,
    quick: bool,
    name: String,
    penalty: Penalty,
    since: DateTime<Utc>,
    budget: Duration,
    notes: File,
    data: Directory,
) -> BotoOutputs;

#[task(plugin = SageMakerTraining::new(ROLE, "s3://acme-models").job_name("nightly").wait())]
pub fn waits(num_round: i64, region: String) -> SageMakerOutputs;

#[task(
    plugin = SageMakerJob::transform(json!({
        "TransformJobName": "judge-{idempotence_token}",
        "ModelName": "{inputs.model}",
        "TransformInput": {"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "{inputs.data}"}}},
        "TransformOutput": {"S3OutputPath": "s3://acme-scores"},
        "TransformResources": {"InstanceType": "ml.m5.large", "InstanceCount": 1},
    }))
    .region("eu-central-1")
)]
pub fn transform(model: String, data: File) -> SageMakerOutputs;

#[task(
    plugin = SageMakerJob::processing(json!({"AppSpecification": {"ImageUri": "{images.app}"}}))
        .region("eu-central-1")
        .image("app", "{{.image.default}}")
)]
pub fn processing() -> SageMakerOutputs;

#[task(plugin = SageMakerJob::tuning(json!({"A": 1})).region("eu-central-1"))]
pub fn tuning() -> SageMakerOutputs;

#[task(plugin = SageMakerJob::recommender(json!({"A": 1.5})).region("eu-central-1"))]
pub fn recommender() -> SageMakerOutputs;

#[task(plugin = SageMakerJob::endpoint(json!({"EndpointName": null})).region("eu-central-1"))]
pub fn endpoint() -> SageMakerOutputs;

#[task(plugin = SageMakerJob::training(json!({"A": [true, "b"]})).region("eu-central-1"))]
pub fn training() -> SageMakerOutputs;

#[task(container_image = "{{.image.default}}", plugin = SageMakerFunction::training(ROLE, "eu-central-1"))]
pub fn within_training(x: i64) -> i64 {
    x
}

#[task(
    container_image = "{{.image.spark}}",
    plugin = SageMakerFunction::processing(ROLE, "eu-central-1")
        .instance("ml.m5.xlarge")
        .volume_gb(50)
        .max_runtime(Duration::from_hours(2))
        .job_name("nightly")
        .with("environment", json!({"MODE": "slow"}))
        .with("tags", json!({"by": "aileron"})),
    retries = 2
)]
pub fn within_processing(x: i64) -> i64 {
    x
}
