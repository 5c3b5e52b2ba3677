//! The pod that a task runs in, where a container alone does not say enough.

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

/// The pod that a task runs in, where a container alone does not say enough: `#[task(pod_template = …)]`.
///
/// It is made by `PodTemplate::new` of the feature `pod`.
#[derive(Debug, Clone)]
pub struct PodTemplate {
    /// The pod's specification, in Kubernetes' JSON.
    pub(crate) spec: Value,
    /// The container that is the task's; none for the usual name.
    named: Option<String>,
    pub(crate) labels: BTreeMap<String, String>,
    pub(crate) annotations: BTreeMap<String, String>,
}

/// What the task's container is called unless the template says otherwise (flytekit `core/pod_template.py`).
const PRIMARY: &str = "primary";

/// A pod with nothing but the task's container.
impl Default for PodTemplate {
    fn default() -> Self {
        let (labels, annotations) = (BTreeMap::new(), BTreeMap::new());
        PodTemplate { spec: json!({"containers": []}), named: None, labels, annotations }
    }
}

impl PodTemplate {
    /// The template of a pod.
    ///
    /// ```
    /// use aileron::PodTemplate;
    /// use aileron::k8s_openapi::api::core::v1::{Container, PodSpec, Toleration};
    /// use aileron::prelude::*;
    ///
    /// /// A pod on nodes that are kept for us, with a cache beside the task.
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
    /// The expression is evaluated when the specs are made, and never in a local run nor in the pod.
    ///
    /// One container of the pod is the task's own, `primary` unless [another name](PodTemplate::primary_container) is
    /// given. Where the template does not have it, it is added. Its image is the template's, else the task's; command and
    /// arguments are the task's; the environment is the task's and then the template's (flytekit `core/utils.py`). Of the
    /// resources, those that the task asks for are the task's, and all others the template's, such as `rdma/ib`
    /// (flyteplugins `flytek8s/container_helper.go`); an amount of the one that contradicts the other's is an error.
    ///
    /// The task is done when every one of `containers` is (flyteplugins `plugins/k8s/pod/plugin.go`). What is to run only
    /// as long as the task does stands among `init_containers`, with the `restart_policy` `Always`.
    ///
    /// Every image of the template may be a template as that of a task's `container_image`, in init containers as well. A
    /// container without one has the default image.
    ///
    /// What is wrong with a template is told by every command that makes specs, and by the test that
    /// [`main!`](crate::main) brings.
    #[cfg(feature = "pod")]
    #[must_use]
    pub fn new(spec: &k8s_openapi::api::core::v1::PodSpec) -> Self {
        // What can't be written is no object, which `check` tells.
        let spec = serde_json::to_value(spec).unwrap_or_default();
        PodTemplate { spec, ..PodTemplate::default() }
    }

    /// Names the container that is the task's, which the template then has to have.
    #[must_use]
    pub fn primary_container(self, name: impl Into<String>) -> Self {
        PodTemplate { named: Some(name.into()), ..self }
    }

    /// Puts a label on the pod.
    #[must_use]
    pub fn label(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels.insert(key.into(), value.into());
        self
    }

    /// Puts an annotation on the pod.
    #[must_use]
    pub fn annotation(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.annotations.insert(key.into(), value.into());
        self
    }

    /// The template as a message, as it is.
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

/// Where a specification has containers, and what those are called.
const CONTAINERS: [(&str, &str); 2] = [("containers", "container"), ("initContainers", "init container")];
