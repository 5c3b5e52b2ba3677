//! What a plugin can find out when specs are made.

use super::Error;
use crate::pod_template::PodTemplate;
use aileron_grammar::{Images, Template};
use aileron_idl::core::K8sPod;
use std::cell::RefCell;

/// The settings with which specs are made.
#[derive(Debug)]
pub struct SerializationSettings<'a> {
    pub(crate) project: &'a str,
    pub(crate) domain: &'a str,
    pub(crate) version: &'a str,
    pub(crate) binary: &'a str,
    pub(crate) image: &'a str,
    pub(crate) images: &'a Images,
    /// The references to which templates were resolved.
    pub(crate) resolved: RefCell<Vec<String>>,
}

impl SerializationSettings<'_> {
    /// Returns the project; empty if it is filled in at registration.
    #[must_use]
    pub fn project(&self) -> &str {
        self.project
    }

    /// Returns the domain; empty if it is filled in at registration.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.domain
    }

    /// Returns the version; empty if it is filled in at registration.
    #[must_use]
    pub fn version(&self) -> &str {
        self.version
    }

    /// Returns the path of this program in its images.
    #[must_use]
    pub fn binary(&self) -> &str {
        self.binary
    }

    /// Returns the image of the task. It is empty if the task has no container, and neither `container_image` nor
    /// [`Plugin::CONTAINER_IMAGE`](super::Plugin::CONTAINER_IMAGE) names an image.
    #[must_use]
    pub fn image(&self) -> &str {
        self.image
    }

    /// Resolves a template of an image, such as `{{.image.default.fqn}}:gpu`, to a reference.
    ///
    /// # Errors
    /// Fails if the text is not a template, or names an image that is not configured.
    pub fn resolve(&self, template: &str) -> Result<String, Error> {
        let invalid = |problem| Error::from(format!("the image `{template}`: {problem}"));
        let resolved = template.parse::<Template>().and_then(|template| template.resolve(self.images));
        let resolved = resolved.map_err(invalid)?;
        self.resolved.borrow_mut().push(resolved.clone());
        Ok(resolved)
    }

    /// Converts a pod template to a message with resolved images, for a service that makes pods itself, such as the
    /// head and the workers of a cluster (flytekit `models/task.py`).
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
    ///     type Work = work::Program;
    ///
    ///     fn task_type(&self) -> &str {
    ///         "cluster"
    ///     }
    ///
    ///     fn custom(&self, _: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
    ///         Ok(json!({"workers": settings.pod(self.workers.clone())?.to_json()}))
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    /// Fails if something is wrong with the template, or an image can't be resolved.
    pub fn pod(&self, template: PodTemplate) -> Result<K8sPod, Error> {
        let image = |text: &str| match text {
            "" => Ok(String::new()),
            text => self.resolve(text).map_err(|error| error.to_string()),
        };
        let mut problems = template.check_alone();
        let template = template.with_images(image).map_err(|wrong| problems.extend(wrong));
        match template {
            Ok(template) if problems.is_empty() => Ok(template.into_message()),
            _ => Err(problems.join("; ").into()),
        }
    }
}
