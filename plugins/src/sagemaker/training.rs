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

/// A training job of SageMaker: the task is a signature, whose inputs become hyperparameters and channels.
///
/// See the [module](super) for an example. The training image is the task's `container_image`, the default image where
/// it says nothing.
///
/// | input | in the job | in the trainer |
/// |---|---|---|
/// | numbers, `bool`, `String`, enums, datetimes, durations | a hyperparameter of that name | read back from its text |
/// | `File` | a channel of that name | the one file in it |
/// | `Directory`, `StructuredDataset` | a channel of that name | its folder |
///
/// An input of another type is an error when specs are made. A hyperparameter's text has 2,500 characters at most and no
/// line ends; one with braces and a dot between them, such as `{a.b}`, is taken for a placeholder by the connector, which
/// then fails. A local run refuses what would fail there.
///
/// The task calls `create_training_job` of the connector `boto` (flytekitplugins-awssagemaker `boto3_task.py`) and is
/// done when the job is created: it returns [`BotoOutputs`](crate::BotoOutputs). With [`wait`](Self::wait) it is done when
/// the job is, and returns [`SageMakerOutputs`](super::SageMakerOutputs), which name the model; in a local run one that
/// nothing names goes with the run. The job's name ends in a hash of the request, so that a retry finds the job that is
/// there already; so does a later call with the very same values.
#[derive(Debug)]
#[must_use = "it is what `plugin = …` takes"]
pub struct SageMakerTraining<T = Elsewhere> {
    settings: Settings,
    trainer: T,
}

impl SageMakerTraining {
    /// Training with the rights of an IAM role, whose model goes below a prefix of S3.
    ///
    /// Without more, it is one `ml.m5.large` with 30 GB for at most an hour, the image's own program, as SageMaker starts it
    /// (flytekitplugins-awssagemaker `pythonic_base.py` has these figures).
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

    /// Trains by this function of the task's inputs, in an image that holds this program: see the [module](super).
    ///
    /// What it returns is a [`Model`](super::Model).
    pub fn trainer<Inputs: 'static, F: Trainer<Inputs>>(
        self,
        trainer: F,
    ) -> SageMakerTraining<ThisProgram<Inputs>> {
        SageMakerTraining { settings: self.settings, trainer: ThisProgram::new(trainer) }
    }
}

impl<T> SageMakerTraining<T> {
    /// Where it trains, such as `eu-central-1`. An input named `region` goes before it.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = Some(region.into());
        self
    }

    /// The type of the machine, such as `ml.m5.xlarge`.
    pub fn instance(mut self, instance_type: impl Into<String>) -> Self {
        self.settings.instance = instance_type.into();
        self
    }

    /// How many machines, each of which trains: a trainer tells them apart by [`TrainingJob`](super::TrainingJob).
    pub fn instances(mut self, count: u32) -> Self {
        self.settings.count = count;
        self
    }

    /// The disk of each machine, in GB.
    pub fn volume_gb(mut self, size: u32) -> Self {
        self.settings.volume = size;
        self
    }

    /// How long it may train.
    pub fn max_runtime(mut self, time: std::time::Duration) -> Self {
        self.settings.seconds = time.as_secs();
        self
    }

    /// What the job's name begins with, before `-` and the hash; the task's name without more.
    pub fn job_name(mut self, prefix: impl Into<String>) -> Self {
        self.settings.name = Some(prefix.into());
        self
    }

    /// The task is done when the training is, not when the job is created.
    pub fn wait(mut self) -> Self {
        self.settings.waits = true;
        self
    }

    /// Whatever else the request has, such as `{"EnableManagedSpotTraining": true}`: objects are joined, all else is
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
        // Where an input has no way into it, all else is still looked at.
        let request = request.unwrap_or_else(|| json!({}));
        problems.extend(boto::wrong(&request, region, &images, task));
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
