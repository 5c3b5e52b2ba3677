//! Identical pods of a cluster.

use crate::Resources;
use crate::problems::Problems;
use crate::resources;
use aileron::plugin::{Error, SerializationSettings};
use aileron_idl::core;

/// Identical pods of a cluster: their image and resources.
///
/// ```
/// use aileron_plugins::{Pods, Resources};
///
/// let workers = Pods::new().image("{{.image.default.fqn}}:gpu").limits(Resources::new().gpu("1"));
/// # drop(workers);
/// ```
///
/// Values that are not set are those of the task's own container.
#[derive(Clone, Debug, Default)]
pub struct Pods {
    image: String,
    requests: Resources,
    limits: Resources,
}

impl Pods {
    /// Pods with the task's image and resources.
    #[must_use]
    pub fn new() -> Self {
        Pods::default()
    }

    setters! {
        /// Another image: a reference, or a template such as `{{.image.dask}}`.
        image: String,
        /// The resources that a pod requests.
        requests: Resources,
        /// The limits of a pod's resources.
        limits: Resources,
    }

    /// The image and the resources in the form of the plugins' messages.
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
