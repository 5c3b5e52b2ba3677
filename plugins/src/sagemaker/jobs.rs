//! Jobs of SageMaker that a task waits for.

use crate::boto;
use crate::problems::Problems;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron::prelude::*;
use serde_json::{Value, json};

/// A SageMaker job, described by the request that creates it. The task ends when the job ends.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::sagemaker::{SageMakerJob, SageMakerOutputs};
/// use aileron::serde_json::json;
///
/// /// Runs a model on all rows of a file.
/// #[task(plugin = SageMakerJob::transform(json!({
///     "TransformJobName": "judge-{idempotence_token}",
///     "ModelName": "{inputs.model}",
///     "TransformInput": {"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "{inputs.data}"}}},
///     "TransformOutput": {"S3OutputPath": "s3://acme-scores"},
///     "TransformResources": {"InstanceType": "ml.m5.large", "InstanceCount": 1},
/// })).region("eu-central-1"))]
/// fn judge(model: String, data: File) -> SageMakerOutputs;
/// ```
///
/// The placeholders are those of [`Boto`](crate::Boto). Use that one for calls without waiting, such as `create_model` or
/// `stop_training_job`. Each type of job has its own connector (flytekitplugins-awssagemaker), whose output `result` is the
/// result of the job.
#[derive(Clone, Debug)]
pub struct SageMakerJob {
    kind: Kind,
    config: Value,
    region: Option<String>,
    images: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug)]
struct Kind {
    task_type: &'static str,
    has_images: bool,
}

/// The outputs of a job. `result` is the connector's description of the result, such as `ModelArtifacts` of a training or
/// `TransformOutput` of batch inference.
// Like those of `BotoOutputs`.
#[derive(Outputs, Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the docs of the struct describe them")]
pub struct SageMakerOutputs {
    pub result: Value,
}

impl SageMakerJob {
    fn with_task_type(task_type: &'static str, has_images: bool, config: Value) -> Self {
        SageMakerJob { kind: Kind { task_type, has_images }, config, region: None, images: Vec::new() }
    }

    /// Batch inference: a request of `CreateTransformJob`.
    #[must_use]
    pub fn transform(config: Value) -> Self {
        Self::with_task_type("sagemaker-transform-job", false, config)
    }

    /// Processing of data: a request of `CreateProcessingJob`.
    #[must_use]
    pub fn processing(config: Value) -> Self {
        Self::with_task_type("sagemaker-processing-job", true, config)
    }

    /// Training with a request that is written by hand: a request of `CreateTrainingJob`.
    #[must_use]
    pub fn training(config: Value) -> Self {
        Self::with_task_type("sagemaker-training-job", true, config)
    }

    /// Hyperparameter tuning: a request of `CreateHyperParameterTuningJob`.
    #[must_use]
    pub fn tuning(config: Value) -> Self {
        Self::with_task_type("sagemaker-hyperparameter-tuning-job", true, config)
    }

    /// Recommendation of an instance type for a model: a request of `CreateInferenceRecommendationsJob`.
    #[must_use]
    pub fn recommender(config: Value) -> Self {
        Self::with_task_type("sagemaker-inference-recommender-job", false, config)
    }

    /// An endpoint that serves a model: a request of `CreateEndpoint`.
    #[must_use]
    pub fn endpoint(config: Value) -> Self {
        Self::with_task_type("sagemaker-endpoint", false, config)
    }

    /// The AWS region, such as `eu-central-1`. An input named `region` takes precedence.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The image for `{images.NAME}` in the request: a template such as `{{.image.default}}`. Only processing, training and
    /// tuning have images.
    #[must_use]
    pub fn image(mut self, name: impl Into<String>, template: impl Into<String>) -> Self {
        self.images.push((name.into(), template.into()));
        self
    }
}

impl Plugin for SageMakerJob {
    type Work = work::Service;

    fn task_type(&self) -> &str {
        self.kind.task_type
    }

    fn custom(&self, task: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        let mut problems = Problems::default();
        let images = boto::resolve(&self.images, settings, &mut problems);
        problems.extend(boto::problems(&self.config, self.region.as_deref(), &images, task));
        let mut custom = json!({"config": self.config, "region": self.region});
        match (self.kind.has_images, &images) {
            (true, _) => custom["images"] = images,
            (false, Value::Null) => {}
            (false, _) => problems.push("this type of job takes no images; remove `.image(…)`"),
        }
        problems.end(Some(custom))
    }
}
