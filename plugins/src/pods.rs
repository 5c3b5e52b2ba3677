//! Equal pods of a cluster.

use crate::Resources;
use crate::problems::Problems;
use crate::resources;
use aileron::plugin::{Error, SerializationSettings};
use aileron_idl::core;

/// Equal pods of a cluster: what they run and what they may use.
///
/// ```
/// use aileron_plugins::{Pods, Resources};
///
/// let workers = Pods::new().image("{{.image.default.fqn}}:gpu").limits(Resources::new().gpu("1"));
/// # drop(workers);
/// ```
///
/// What isn't said is as for the task's own container.
#[derive(Clone, Debug, Default)]
pub struct Pods {
    image: String,
    requests: Resources,
    limits: Resources,
}

impl Pods {
    /// As the task's own.
    #[must_use]
    pub fn new() -> Self {
        Pods::default()
    }

    setters! {
        /// Another image, or a template of one, such as `{{.image.dask}}`.
        image: String,
        /// What a pod is sure to get.
        requests: Resources,
        /// The most that it may use.
        limits: Resources,
    }

    /// The image and the resources for the messages of plugins.
    pub(crate) fn resolved(
        &self,
        whose: &str,
        settings: &SerializationSettings<'_>,
    ) -> Result<(String, core::Resources), Error> {
        let mut problems = Problems::default();
        let image = if self.image.is_empty() { Ok(String::new()) } else { settings.resolve(&self.image) };
        let image = problems.keep_of(whose, image);
        let resources = problems.keep_of(whose, resources::message(&self.requests, &self.limits));
        problems.end(image.zip(resources))
    }
}
