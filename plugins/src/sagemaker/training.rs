//! A training job.

use super::inputs::NOTHING;
use super::request::{IMAGE, Settings};
use super::trainer::{Elsewhere, ThisProgram, Trainer, Trains};
use super::{local, verb};
use crate::boto;
use crate::problems::Problems;
use aileron::idl::core::LiteralMap;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, Verb};
use serde_json::{Value, json};
use std::process::ExitCode;

/// A SageMaker training job. The task is a function without a body, whose inputs become hyperparameters and channels.
///
/// See the [module](super) for an example. The training image is the task's `container_image`, or the default image.
///
/// | input | in the job | in the trainer |
/// |---|---|---|
/// | numbers, `bool`, `String`, enums, datetimes, durations | a hyperparameter of that name | the value, read from the string |
/// | `File` | a channel of that name | the only file in its folder |
/// | `Directory`, `StructuredDataset` | a channel of that name | its folder |
///
/// An input of another type is an error when specs are made. A hyperparameter has at most 2,500 characters and no line ends.
/// The connector takes braces with a dot between them, such as `{a.b}`, for a placeholder, and fails. A local run refuses
/// these values as well.
///
/// The task calls `create_training_job` through the connector `boto` (flytekitplugins-awssagemaker `boto3_task.py`). It ends
/// when the job is created, and returns [`BotoOutputs`](crate::BotoOutputs). With [`wait`](Self::wait) it ends when the job
/// ends, and returns [`SageMakerOutputs`](super::SageMakerOutputs), which have the address of the model. A local run
/// deletes the model at its end unless an output names it. The job's name ends with a hash of the request, so a retry finds
/// the job that already exists. So does a later call with the same values.
#[derive(Debug)]
#[must_use = "pass it to `plugin = …`"]
pub struct SageMakerTraining<T = Elsewhere> {
    settings: Settings,
    trainer: T,
}

impl SageMakerTraining {
    /// A training with the rights of an IAM role, which saves the model below a prefix in S3.
    ///
    /// The defaults are one `ml.m5.large` with 30 GB for at most an hour (flytekitplugins-awssagemaker `pythonic_base.py`),
    /// and the image's own program.
    pub fn new(role_arn: impl Into<String>, output_s3_path: impl Into<String>) -> Self {
        let settings = Settings {
            role: role_arn.into(),
            output: output_s3_path.into(),
            region: None,
            name: None,
            instance: "ml.m5.large".to_owned(),
            count: 1,
            volume: 30,
            seconds: 3600,
            waits: false,
            more: Value::Null,
        };
        SageMakerTraining { settings, trainer: Elsewhere }
    }

    /// Trains with this function of the task's inputs, in an image that has this program: see the [module](super).
    ///
    /// The function returns a [`Model`](super::Model).
    pub fn trainer<Inputs: 'static, F: Trainer<Inputs>>(
        self,
        trainer: F,
    ) -> SageMakerTraining<ThisProgram<Inputs>> {
        SageMakerTraining { settings: self.settings, trainer: ThisProgram::new(trainer) }
    }
}

impl<T> SageMakerTraining<T> {
    /// The AWS region, such as `eu-central-1`. An input named `region` takes precedence.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = Some(region.into());
        self
    }

    /// The instance type, such as `ml.m5.xlarge`.
    pub fn instance(mut self, instance_type: impl Into<String>) -> Self {
        self.settings.instance = instance_type.into();
        self
    }

    /// The number of machines. All of them run the trainer, which can tell them apart with
    /// [`TrainingJob`](super::TrainingJob).
    pub fn instances(mut self, count: u32) -> Self {
        self.settings.count = count;
        self
    }

    /// The size of each machine's disk in GB.
    pub fn volume_gb(mut self, size: u32) -> Self {
        self.settings.volume = size;
        self
    }

    /// The longest time that the training may take.
    pub fn max_runtime(mut self, time: std::time::Duration) -> Self {
        self.settings.seconds = time.as_secs();
        self
    }

    /// The prefix of the job's name, before `-` and the hash. The default is the task's name.
    pub fn job_name(mut self, prefix: impl Into<String>) -> Self {
        self.settings.name = Some(prefix.into());
        self
    }

    /// Makes the task end when the training ends, not when the job is created.
    pub fn wait(mut self) -> Self {
        self.settings.waits = true;
        self
    }

    /// Adds other fields to the request, such as `{"EnableManagedSpotTraining": true}`. Objects are merged, other values are
    /// replaced.
    ///
    /// The names are those of `CreateTrainingJob` in Amazon's reference of SageMaker's API.
    pub fn request(mut self, more: Value) -> Self {
        self.settings.more = more;
        self
    }
}

impl<T: Trains> Plugin for SageMakerTraining<T> {
    type Work = T::Work;

    const CONTAINER_IMAGE: &'static str = "{{.image.default}}";
    const VERB: Option<Verb> = if T::HERE { Some(verb::TRAIN) } else { None };

    fn task_type(&self) -> &str {
        if self.settings.waits { "sagemaker-training-job" } else { "boto" }
    }

    fn custom(&self, task: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        let own = &self.settings;
        let images = json!({IMAGE: settings.image(), NOTHING: ""});
        let region = own.region.as_deref();
        let mut problems = Problems::default();
        problems.extend(own.check(task));
        let request = problems.keep(own.request(task, T::HERE.then(|| settings.binary())));
        // If an input can't be passed on, the rest is still checked.
        let request = request.unwrap_or_else(|| json!({}));
        problems.extend(boto::problems(&request, region, &images, task));
        problems.end(Some(if own.waits {
            json!({"config": request, "region": region, "images": images})
        } else {
            boto::custom("sagemaker", "create_training_job", &request, region, &images)
        }))
    }

    fn start(&self, task: &PluginTask<'_>, all: &[&str]) -> Option<ExitCode> {
        verb::start(task, all, &self.trainer)
    }

    fn run_local(&self, task: &PluginTask<'_>, inputs: &LiteralMap) -> Option<Result<LiteralMap, Error>> {
        let own = &self.settings;
        T::HERE.then(|| local::run(task, inputs, &self.trainer, &own.prefix(task), own.waits))
    }
}
