//! Tasks of this program that run in a SageMaker job.

use super::role;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use serde_json::{Map, Value};
use std::time::Duration;

/// Runs the task's function in a SageMaker job instead of a pod.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::sagemaker::SageMakerFunction;
///
/// #[task(
///     container_image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/app:{{.image.default.version}}",
///     plugin = SageMakerFunction::training("arn:aws:iam::123456789012:role/training", "eu-central-1").instance("ml.p5.48xlarge")
/// )]
/// fn distances(samples: Vec<f64>) -> f64 {
///     samples.windows(2).map(|pair| (pair[0] - pair[1]).abs()).sum()
/// }
/// # assert_eq!(distances(vec![1.0, 3.0]), 2.0);
/// ```
///
/// Use it to run on SageMaker's machines. Inputs and outputs are Flyte's own: the job needs no hyperparameters and saves no
/// model. The program starts as in a pod, and accesses its files in S3 with the rights of the role (feature `s3`). The task
/// type is `sagemaker-training-task` or `sagemaker-processing-task` of flytekitplugins-awssagemaker (`pythonic_base.py`).
///
/// # Errors
/// When specs are made: the role is not an ARN of a role, there is no region, or the disk or the time is 0.
#[derive(Clone, Debug)]
pub struct SageMakerFunction {
    task_type: &'static str,
    custom: Map<String, Value>,
}

impl SageMakerFunction {
    fn with_task_type(task_type: &'static str, role_arn: String, region: String) -> Self {
        SageMakerFunction { task_type, custom: Map::new() }
            .with("execution_role_arn", role_arn)
            .with("region", region)
            .with("instance_type", "ml.m5.large")
            .with("instance_count", 1)
            .with("volume_size_in_gb", 30)
            .with("max_runtime_in_seconds", 3600)
            .with("job_name_prefix", "flyte-")
    }

    /// In a training job.
    #[must_use]
    pub fn training(role_arn: impl Into<String>, region: impl Into<String>) -> Self {
        Self::with_task_type("sagemaker-training-task", role_arn.into(), region.into())
    }

    /// In a processing job.
    #[must_use]
    pub fn processing(role_arn: impl Into<String>, region: impl Into<String>) -> Self {
        Self::with_task_type("sagemaker-processing-task", role_arn.into(), region.into())
    }

    /// The instance type. The default is `ml.m5.large`.
    #[must_use]
    pub fn instance(self, instance_type: impl Into<String>) -> Self {
        self.with("instance_type", instance_type.into())
    }

    /// The size of the disk in GB. The default is 30.
    #[must_use]
    pub fn volume_gb(self, size: u32) -> Self {
        self.with("volume_size_in_gb", size)
    }

    /// The longest time that the job may take. The default is an hour.
    #[must_use]
    pub fn max_runtime(self, time: Duration) -> Self {
        self.with("max_runtime_in_seconds", time.as_secs())
    }

    /// The prefix of the job's name. The default is `flyte-`.
    #[must_use]
    pub fn job_name(self, prefix: impl Into<String>) -> Self {
        self.with("job_name_prefix", prefix.into())
    }

    /// Sets another field of flytekit's configuration: `environment`, `kms_key_id` or `tags`; for training also
    /// `output_s3_path` or `vpc_config`, for processing `network_config`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.custom.insert(name.to_owned(), value.into());
        self
    }
}

impl Plugin for SageMakerFunction {
    type Work = work::Program;

    fn task_type(&self) -> &str {
        self.task_type
    }

    fn custom(&self, _: &PluginTask<'_>, _: &SerializationSettings<'_>) -> Result<Value, Error> {
        let mut problems: Vec<String> =
            role::problem(&self.custom["execution_role_arn"]).into_iter().collect();
        if self.custom["region"] == "" {
            problems.push("there is no AWS region; name it as in `eu-central-1`".to_owned());
        }
        // The rest of the name is letters and digits (the pattern of `TrainingJobName` in Amazon's reference).
        let prefix = self.custom["job_name_prefix"].as_str().unwrap_or_default();
        let is_in_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if !prefix.starts_with(|c: char| c.is_ascii_alphanumeric()) || !prefix.chars().all(is_in_name) {
            problems.push(format!(
                "a job's name can't begin with `{prefix}`: it consists of letters, digits and inner `-`; write it as in `flyte-`"
            ));
        }
        let none = ["volume_size_in_gb", "max_runtime_in_seconds"]
            .into_iter()
            .filter(|name| self.custom[*name] == 0);
        problems.extend(none.map(|name| format!("its `{name}` is 0; write 1 or more")));
        if problems.is_empty() {
            Ok(Value::Object(self.custom.clone()))
        } else {
            Err(problems.join("; ").into())
        }
    }
}
