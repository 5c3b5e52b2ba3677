//! The request for a training job (`CreateTrainingJob` in Amazon's reference of SageMaker's API).

use super::inputs;
use super::{LONGEST_NAME, TASK, TOKEN_LENGTH, role, verb};
use aileron::plugin::{Error, PluginTask};
use serde_json::{Value, json};

/// The image of the training, in the request.
pub(super) const IMAGE: &str = "training";

/// The settings of a training.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) role: String,
    pub(super) output: String,
    pub(super) region: Option<String>,
    pub(super) name: Option<String>,
    pub(super) instance: String,
    pub(super) count: u32,
    pub(super) volume: u32,
    pub(super) seconds: u64,
    pub(super) waits: bool,
    pub(super) more: Value,
}

impl Settings {
    /// The request with its placeholders, and with the path of this program if it is the trainer.
    pub(super) fn request(&self, task: &PluginTask<'_>, binary: Option<&str>) -> Result<Value, Error> {
        let (mut hyperparameters, channels) = inputs::request(&inputs::ways(task)?);
        let mut algorithm =
            json!({"TrainingImage": format!("{{images.{IMAGE}}}"), "TrainingInputMode": "File"});
        if let Some(binary) = binary {
            hyperparameters.insert(TASK.to_owned(), task.name().into());
            // An image for Flyte may have no entrypoint.
            join(
                &mut algorithm,
                &json!({"ContainerEntrypoint": [binary], "ContainerArguments": [verb::TRAIN.name]}),
            );
        }
        let mut request = json!({
            "TrainingJobName": format!("{}-{{idempotence_token}}", self.prefix(task)),
            "RoleArn": self.role,
            "AlgorithmSpecification": algorithm,
            "OutputDataConfig": {"S3OutputPath": self.output},
            "ResourceConfig": {
                "InstanceType": self.instance, "InstanceCount": self.count, "VolumeSizeInGB": self.volume,
            },
            "StoppingCondition": {"MaxRuntimeInSeconds": self.seconds},
        });
        if !hyperparameters.is_empty() {
            join(&mut request, &json!({"HyperParameters": hyperparameters}));
        }
        if !channels.is_empty() {
            join(&mut request, &json!({"InputDataConfig": channels}));
        }
        join(&mut request, &self.more);
        Ok(request)
    }

    /// Letters, digits and single dashes, short enough for the whole hash to fit behind it.
    pub(super) fn prefix(&self, task: &PluginTask<'_>) -> String {
        let name = self.name.as_deref().unwrap_or(task.name());
        let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let mut prefix = words.collect::<Vec<_>>().join("-");
        prefix.truncate(LONGEST_NAME - TOKEN_LENGTH - 1);
        prefix.truncate(prefix.trim_end_matches('-').len());
        prefix
    }

    /// The problems of the settings.
    pub(super) fn check(&self, task: &PluginTask<'_>) -> Vec<String> {
        let mut problems: Vec<String> = role::problem(&self.role.as_str().into()).into_iter().collect();
        if !self.output.starts_with("s3://") {
            problems.push(format!(
                "the prefix of the model must be an address in S3, such as `s3://bucket/models`, not `{}`",
                self.output
            ));
        }
        if self.prefix(task).is_empty() {
            problems.push("the job's name must begin with letters or digits".to_owned());
        }
        let sizes = [("instances", self.count.into()), ("GB", self.volume.into()), ("seconds", self.seconds)];
        let none = sizes.into_iter().filter(|(_, size)| *size == 0);
        problems.extend(none.map(|(what, _)| format!("it trains with 0 {what}; write 1 or more")));
        if !(self.more.is_null() || self.more.is_object()) {
            problems.push(format!("`request` takes a JSON object, not {}", self.more));
        }
        problems.extend(wrong_outputs(task, self.waits));
        problems
    }
}

/// Each of the two connectors has its own outputs.
fn wrong_outputs(task: &PluginTask<'_>, waits: bool) -> Option<String> {
    let outputs = task.interface().outputs.as_ref();
    let names = outputs.into_iter().flat_map(|outputs| outputs.variables.keys());
    let names: Vec<&str> = names.map(String::as_str).collect();
    let (wanted, returned): (&[&str], _) = if waits {
        (&["result"], "`SageMakerOutputs`, as it waits")
    } else {
        (&["idempotence_token", "result"], "`BotoOutputs`, as it does not `wait()`")
    };
    (names != wanted).then(|| format!("its outputs are {}; return {returned}", wanted.join(" and ")))
}

/// Merges objects, and replaces other values.
fn join(into: &mut Value, more: &Value) {
    match (into, more) {
        (_, Value::Null) => {}
        (Value::Object(into), Value::Object(more)) => {
            for (key, value) in more {
                join(into.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (into, more) => into.clone_from(more),
    }
}
