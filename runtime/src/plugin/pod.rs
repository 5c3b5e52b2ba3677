//! Pod templates within what a plugin tells its service.

use super::{Error, SerializationSettings};
use crate::PodTemplate;
use aileron_grammar::Template;
use aileron_idl::core::K8sPod;

impl PodTemplate {
    /// The template as a message, for a service that makes pods of it, such as the head and the workers of a cluster
    /// (flytekit `models/task.py`).
    ///
    /// ```
    /// use aileron::PodTemplate;
    /// use aileron::idl::ToJson;
    /// use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
    /// use serde_json::{Value, json};
    ///
    /// struct Cluster {
    ///     workers: PodTemplate,
    /// }
    ///
    /// impl Plugin for Cluster {
    ///     type Work = work::ThisProgram;
    ///
    ///     fn task_type(&self) -> &str {
    ///         "cluster"
    ///     }
    ///
    ///     fn custom(&self, _: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
    ///         Ok(json!({"workers": self.workers.to_k8s_pod(settings)?.to_json()}))
    ///     }
    /// }
    /// ```
    ///
    /// It says what the template says, with the images resolved.
    ///
    /// # Errors
    /// When an image can't be told.
    pub fn to_k8s_pod(&self, settings: &SerializationSettings<'_>) -> Result<K8sPod, Error> {
        let resolved =
            |text: &str| text.parse::<Template>().and_then(|template| template.resolve(settings.images));
        let image = |text: &str| match text {
            "" => Ok(String::new()),
            text => resolved(text).map_err(|problem| problem.to_string()),
        };
        let template = self.clone().with_images(image).map_err(|problems| problems.join("; "))?;
        Ok(template.into_message())
    }
}
