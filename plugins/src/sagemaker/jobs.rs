//! Jobs of SageMaker that a task waits for.

use crate::boto;
use crate::problems::Problems;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron::prelude::*;
use serde_json::{Value, json};

/// A job of SageMaker, by the request that begins it; the task is done when the job is.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::sagemaker::{SageMakerJob, SageMakerOutputs};
/// use aileron::serde_json::json;
///
/// /// Lets a model judge all that is in a file.
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
/// Placeholders are those of [`Boto`](crate::Boto), whose calls do what needs no waiting, such as `create_model` or `stop_training_job`. Each of
/// these has a connector of its own (flytekitplugins-awssagemaker), which tells in `result` what came of it.
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

/// What a job gives: as `result` what the connector tells of it, such as `ModelArtifacts` of a training, `TransformOutput` of
/// a batch inference.
// As those of `BotoOutputs`.
#[derive(Outputs, Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "they are told above")]
pub struct SageMakerOutputs {
    pub result: Value,
}

impl SageMakerJob {
    fn of(task_type: &'static str, has_images: bool, config: Value) -> Self {
        SageMakerJob { kind: Kind { task_type, has_images }, config, region: None, images: Vec::new() }
    }

    /// Batch inference: a request of `CreateTransformJob`.
    #[must_use]
    pub fn transform(config: Value) -> Self {
        Self::of("sagemaker-transform-job", false, config)
    }

    /// Processing of data: a request of `CreateProcessingJob`.
    #[must_use]
    pub fn processing(config: Value) -> Self {
        Self::of("sagemaker-processing-job", true, config)
    }

    /// Training, all of whose request is written by hand: one of `CreateTrainingJob`.
    #[must_use]
    pub fn training(config: Value) -> Self {
        Self::of("sagemaker-training-job", true, config)
    }

    /// A search for hyperparameters: a request of `CreateHyperParameterTuningJob`.
    #[must_use]
    pub fn tuning(config: Value) -> Self {
        Self::of("sagemaker-hyperparameter-tuning-job", true, config)
    }

    /// Trying a model on several machines: a request of `CreateInferenceRecommendationsJob`.
    #[must_use]
    pub fn recommender(config: Value) -> Self {
        Self::of("sagemaker-inference-recommender-job", false, config)
    }

    /// A model that answers calls: a request of `CreateEndpoint`.
    #[must_use]
    pub fn endpoint(config: Value) -> Self {
        Self::of("sagemaker-endpoint", false, config)
    }

    /// Where it runs, such as `eu-central-1`. An input named `region` goes before it.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// An image that the request names `{images.NAME}`, as a template such as `{{.image.default}}`; for processing,
    /// training and tuning.
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
        problems.extend(boto::wrong(&self.config, self.region.as_deref(), &images, task));
        let mut custom = json!({"config": self.config, "region": self.region});
        match (self.kind.has_images, &images) {
            (true, _) => custom["images"] = images,
            (false, Value::Null) => {}
            (false, _) => problems.push("a job of this kind takes no images"),
        }
        problems.end(Some(custom))
    }
}
