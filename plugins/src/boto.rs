//! Calls of AWS services.

mod check;

pub(crate) use check::{placeholders_in, problems};

use crate::problems::Problems;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron::prelude::*;
use serde_json::{Map, Value, json};

/// A call of any method of any AWS service, by the names of Python's `boto3`.
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
/// A connector of flytekit makes the call (`flytekitplugins-awssagemaker`, task type `boto`). In the strings of the
/// configuration it replaces `{inputs.NAME}` with the task's input, `{images.NAME}` with an [image](Boto::image), and
/// `{idempotence_token}` with a hash of the whole configuration, which is the same for the same values. If a placeholder is
/// the whole string, the value keeps its type: a number stays a number. An input named `region` sets the region.
///
/// # Errors
/// When specs are made: a placeholder names nothing, or there is no region.
#[derive(Clone, Debug)]
pub struct Boto {
    service: String,
    method: String,
    config: Value,
    region: Option<String>,
    images: Vec<(String, String)>,
}

/// The outputs of a [`Boto`] call. `result` is the service's response. `idempotence_token` is the hash of the call; it is
/// empty if the configuration does not use it.
// Docs on the fields would go to Flyte as descriptions. flytekit's outputs have none, and Flyte's cache compares them.
#[derive(Outputs, Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the docs of the struct describe them")]
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

    /// The AWS region, such as `eu-central-1`.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The image for `{images.NAME}` in the configuration: a template such as `{{.image.default}}`.
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
        problems.extend(check::problems(&self.config, self.region.as_deref(), &images, task));
        problems.end(Some(custom(&self.service, &self.method, &self.config, self.region.as_deref(), &images)))
    }
}

/// The images that the templates stand for; null if there are none, as in flytekit.
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

/// The object that the connector reads (`boto3_task.py`).
pub(crate) fn custom(
    service: &str,
    method: &str,
    config: &Value,
    region: Option<&str>,
    images: &Value,
) -> Value {
    json!({"service": service, "method": method, "config": config, "region": region, "images": images})
}
