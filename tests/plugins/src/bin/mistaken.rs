//! Tasks that no connector would accept.

use aileron::prelude::*;
use aileron::serde_json::json;
use aileron_plugins::sagemaker::{SageMakerFunction, SageMakerJob, SageMakerOutputs, SageMakerTraining};
use aileron_plugins::{Boto, BotoOutputs};
use std::time::Duration;

const ROLE: &str = "arn:aws:iam::123456789012:role/training";

#[task(plugin = SageMakerTraining::new(ROLE, "s3://acme-models").region("eu-central-1"))]
fn a_list(layers: Vec<i64>, rate: Option<f64>) -> BotoOutputs;

#[task(plugin = SageMakerTraining::new(ROLE, "s3://acme-models").region("eu-central-1").wait())]
fn boto_that_waits(rate: f64) -> BotoOutputs;

#[task(plugin = SageMakerTraining::new(ROLE, "s3://acme-models").region("eu-central-1"))]
fn no_token(rate: f64) -> SageMakerOutputs;

#[task(
    plugin = SageMakerTraining::new("training", "acme-models")
        .job_name("_")
        .instances(0)
        .max_runtime(Duration::ZERO)
        .request(json!([]))
)]
fn settings(region: i64) -> BotoOutputs;

#[task(plugin = SageMakerFunction::training(ROLE, "").job_name("my_jobs").volume_gb(0))]
fn function(rate: f64) -> f64 {
    rate
}

#[task(plugin = SageMakerTraining::new(ROLE, "s3://acme-models").request(json!({"Tags": [{"Key": "by", "Value": "{inputs.user}"}]})))]
fn unknown_input(rate: f64) -> BotoOutputs;

#[task(plugin = Boto::new("s3", "copy").config(json!({"Key": "{inputs.key}", "Image": "{images.one}", "Other": "{a.b}"})).region("eu-central-1"))]
fn placeholders() -> BotoOutputs;

#[task(plugin = Boto::new("s3", "copy").config(json!("all")).region("eu-central-1"))]
fn text() -> BotoOutputs;

#[task(plugin = SageMakerJob::transform(json!({})).image("one", "{{.image.default}}").region("eu-central-1"))]
fn transform_image() -> SageMakerOutputs;

#[task(plugin = SageMakerJob::processing(json!({})).image("one", "{{.image.none}}").region("eu-central-1"))]
fn unknown_image() -> SageMakerOutputs;

aileron::main!();
