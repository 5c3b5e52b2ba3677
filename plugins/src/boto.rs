//! A call of any service of AWS.

mod check;

pub(crate) use check::{in_text, problems as wrong};

use crate::problems::Problems;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron::prelude::*;
use serde_json::{Map, Value, json};

/// A call of any method of any service of AWS, as Python's `boto3` names them.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::{Boto, BotoOutputs};
/// use aileron::serde_json::json;
///
/// /// Sends a mail.
/// #[task(plugin = Boto::new("ses", "send_email").region("eu-central-1").config(json!({
///     "Source": "flyte@example.com",
///     "Destination": {"ToAddresses": ["{inputs.to}"]},
///     "Message": {"Subject": {"Data": "Done"}, "Body": {"Text": {"Data": "{inputs.text}"}}},
/// })))]
/// fn mail(to: String, text: String) -> BotoOutputs;
/// ```
///
/// The connector of flytekit does the work (`flytekitplugins-awssagemaker`, the task type `boto`). In the texts of the
/// configuration it replaces `{inputs.NAME}` by the task's input, `{images.NAME}` by an [image](Boto::image), and
/// `{idempotence_token}` by a hash of the whole, which is the same for the same values. A placeholder that is the whole
/// text gives the value as it is: a number stays a number. An input named `region` is the region.
///
/// When specs are made, a placeholder that names nothing is an error, and so is a call without a region.
#[derive(Clone, Debug)]
pub struct Boto {
    service: String,
    method: String,
    config: Value,
    region: Option<String>,
    images: Vec<(String, String)>,
}

/// What a call of [`Boto`] gives: as `result` the answer of the service, as `idempotence_token` the hash of the call, which
/// is empty if the configuration does not name it.
// A field's own docs would go to Flyte, where flytekit's outputs have none: Flyte's cache goes by them.
#[derive(Outputs, Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "they are told above")]
pub struct BotoOutputs {
    pub result: Value,
    pub idempotence_token: String,
}

impl Boto {
    /// A call of this method of this service, such as `create_model` of `sagemaker`.
    #[must_use]
    pub fn new(service: impl Into<String>, method: impl Into<String>) -> Self {
        let config = Value::Object(Map::new());
        Boto { service: service.into(), method: method.into(), config, region: None, images: Vec::new() }
    }

    /// The arguments of the method: an object.
    #[must_use]
    pub fn config(mut self, config: Value) -> Self {
        self.config = config;
        self
    }

    /// Where it is called, such as `eu-central-1`.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// An image that the configuration names `{images.NAME}`, as a template such as `{{.image.default}}`.
    #[must_use]
    pub fn image(mut self, name: impl Into<String>, template: impl Into<String>) -> Self {
        self.images.push((name.into(), template.into()));
        self
    }
}

impl Plugin for Boto {
    type Work = work::Service;

    fn task_type(&self) -> &'static str {
        "boto"
    }

    fn custom(&self, task: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        let mut problems = Problems::default();
        let images = resolve(&self.images, settings, &mut problems);
        for (what, text) in [("service", &self.service), ("method", &self.method)] {
            if text.is_empty() {
                problems
                    .push(format!("the {what} is empty; write both, as in `Boto::new(\"s3\", \"copy\")`"));
            }
        }
        problems.extend(wrong(&self.config, self.region.as_deref(), &images, task));
        problems.end(Some(custom(&self.service, &self.method, &self.config, self.region.as_deref(), &images)))
    }
}

/// The images by their templates; null for none, as flytekit has it.
pub(crate) fn resolve(
    images: &[(String, String)],
    settings: &SerializationSettings<'_>,
    problems: &mut Problems,
) -> Value {
    let resolved = images.iter().map(|(name, template)| {
        let image = problems.keep(settings.resolve(template)).unwrap_or_default();
        (name.clone(), image.into())
    });
    let resolved: Map<String, Value> = resolved.collect();
    if resolved.is_empty() { Value::Null } else { Value::Object(resolved) }
}

/// What the connector reads (`boto3_task.py`).
pub(crate) fn custom(
    service: &str,
    method: &str,
    config: &Value,
    region: Option<&str>,
    images: &Value,
) -> Value {
    json!({"service": service, "method": method, "config": config, "region": region, "images": images})
}
