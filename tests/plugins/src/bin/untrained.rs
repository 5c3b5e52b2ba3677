//! A program without trainers: SageMaker trains in another image.

use aileron::prelude::*;
use aileron_plugins::BotoOutputs;
use aileron_plugins::sagemaker::SageMakerTraining;

#[task(
    container_image = "683313688378.dkr.ecr.eu-central-1.amazonaws.com/sagemaker-xgboost:1.7-1",
    plugin = SageMakerTraining::new("arn:aws:iam::123456789012:role/training", "s3://acme-models").region("eu-central-1")
)]
fn boost(num_round: i64, train: Directory) -> BotoOutputs;

aileron::main!();
