//! Pod templates: the pod of a task that needs more than a container.

mod check;
mod images;
mod memory;
mod resources;

pub(crate) use check::Hardware;
pub(crate) use images::containers;
pub(crate) use resources::wrong as wrong_resources;

use crate::types::to_struct;
use aileron_idl::core::{K8sObjectMetadata, K8sPod};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The template of a task's pod, for a task that needs more than a container: `#[task(pod_template = …)]`.
///
/// Make it with `PodTemplate::new` of the feature `pod`.
#[derive(Debug, Clone)]
pub struct PodTemplate {
    /// The pod's specification, as Kubernetes' JSON.
    pub(crate) spec: Value,
    /// The name of the task's container; `None` for the default name.
    named: Option<String>,
    pub(crate) labels: BTreeMap<String, String>,
    pub(crate) annotations: BTreeMap<String, String>,
}

/// The default name of the task's container (flytekit `core/pod_template.py`).
const PRIMARY: &str = "primary";

/// A pod with only the task's container.
impl Default for PodTemplate {
    fn default() -> Self {
        let (labels, annotations) = (BTreeMap::new(), BTreeMap::new());
        PodTemplate { spec: json!({"containers": []}), named: None, labels, annotations }
    }
}

impl PodTemplate {
    /// Makes a template from a pod's specification.
    ///
    /// ```
    /// use aileron::PodTemplate;
    /// use aileron::k8s_openapi::api::core::v1::{Container, PodSpec, Toleration};
    /// use aileron::prelude::*;
    ///
    /// /// A pod on nodes that are reserved for us, with a cache next to the task.
    /// fn with_a_cache() -> PodTemplate {
    ///     let cache = Container {
    ///         name: "cache".to_owned(),
    ///         image: Some("{{.image.default.fqn}}:cache-{{.image.default.version}}".to_owned()),
    ///         restart_policy: Some("Always".to_owned()),
    ///         ..Container::default()
    ///     };
    ///     let ours = Toleration { key: Some("ours".to_owned()), ..Toleration::default() };
    ///     let spec = PodSpec {
    ///         init_containers: Some(vec![cache]),
    ///         service_account_name: Some("reader".to_owned()),
    ///         tolerations: Some(vec![ours]),
    ///         ..PodSpec::default()
    ///     };
    ///     PodTemplate::new(&spec).label("team", "core")
    /// }
    ///
    /// #[task(pod_template = with_a_cache(), requests(cpu = "2"))]
    /// fn count(text: String) -> i64 {
    ///     text.len() as i64
    /// }
    /// ```
    ///
    /// The expression is evaluated when specs are made, and never in a local run or in the pod.
    ///
    /// One container of the pod is the task's own. Its name is `primary`, or the one set with
    /// [`primary_container`](PodTemplate::primary_container); if the template has no such container, it is added. Its
    /// image is the template's, else the task's. Its command and arguments are the task's. Its variables are the
    /// task's and then the template's (flytekit `core/utils.py`). Its resources are those that the task names, and
    /// for all others, such as `rdma/ib`, the template's (flyteplugins `flytek8s/container_helper.go`). A limit below
    /// the request of the other is an error.
    ///
    /// The task is done when all `containers` have ended (flyteplugins `plugins/k8s/pod/plugin.go`). A container that
    /// should only run while the task runs belongs into `init_containers`, with the `restart_policy` `Always`.
    ///
    /// Every image in the template, including those of init containers, may be a template as in a task's
    /// `container_image`. A container without an image gets the default image.
    ///
    /// Mistakes in a template are reported by every command that makes specs, and by the unit test that
    /// [`main!`](crate::main) adds.
    #[cfg(feature = "pod")]
    #[must_use]
    pub fn new(spec: &k8s_openapi::api::core::v1::PodSpec) -> Self {
        // If it can't be written, it is not an object, which `check` reports.
        let spec = serde_json::to_value(spec).unwrap_or_default();
        PodTemplate { spec, ..PodTemplate::default() }
    }

    /// Sets the name of the task's container. The template must have a container with that name.
    #[must_use]
    pub fn primary_container(self, name: impl Into<String>) -> Self {
        PodTemplate { named: Some(name.into()), ..self }
    }

    /// Adds a label to the pod.
    #[must_use]
    pub fn label(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels.insert(key.into(), value.into());
        self
    }

    /// Adds an annotation to the pod.
    #[must_use]
    pub fn annotation(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.annotations.insert(key.into(), value.into());
        self
    }

    /// Converts the template to a message, unchanged.
    pub(crate) fn into_message(self) -> K8sPod {
        K8sPod {
            primary_container_name: self.primary().to_owned(),
            metadata: Some(K8sObjectMetadata { labels: self.labels, annotations: self.annotations }),
            pod_spec: Some(to_struct(self.spec)),
            data_config: None,
        }
    }

    pub(crate) fn primary(&self) -> &str {
        self.named.as_deref().unwrap_or(PRIMARY)
    }
}

/// The fields of a specification that hold containers, and what messages call those.
const CONTAINERS: [(&str, &str); 2] = [("containers", "container"), ("initContainers", "init container")];
