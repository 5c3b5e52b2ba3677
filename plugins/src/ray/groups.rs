//! The pods of a cluster's head and of its groups of workers.

use crate::Resources;
use crate::kubeflow::int;
use crate::resources;
use aileron::PodTemplate;
use aileron::plugin::{Error, SerializationSettings};
use aileron_grammar::name;
use aileron_idl::core::{K8sObjectMetadata, K8sPod};
use aileron_idl::google::Struct;
use aileron_idl::plugins::{HeadGroupSpec, WorkerGroupSpec};
use serde_json::{Map, json};
use std::collections::BTreeMap;

/// A node of a Ray cluster: the parameters of `ray start`, and the pod.
///
/// ```
/// use aileron_plugins::Resources;
/// use aileron_plugins::ray::Node;
///
/// let node = Node::new().start_param("num-cpus", "4").limits(Resources::new().cpu("4").mem("16Gi"));
/// # drop(node);
/// ```
///
/// Values that are not set are those of the task's own pod.
#[derive(Clone, Debug, Default)]
pub struct Node {
    start_params: BTreeMap<String, String>,
    requests: Resources,
    limits: Resources,
    pod_template: Option<PodTemplate>,
}

/// A group of identical workers.
#[derive(Clone, Debug, Default)]
pub struct Workers {
    pub(super) name: String,
    replicas: u32,
    min_replicas: Option<u32>,
    max_replicas: Option<u32>,
    node: Node,
}

impl Node {
    /// A node like the task's own pod.
    #[must_use]
    pub fn new() -> Self {
        Node::default()
    }

    setters! {
        /// The resources that its pod requests.
        requests: Resources,
        /// The limits of its resources.
        limits: Resources,
        /// A pod template that is merged over the task's own, instead of `requests` and `limits`. The containers are named
        /// `ray-head` and `ray-worker`.
        pod_template: Option<PodTemplate>,
    }

    /// Sets a parameter of `ray start`; write its name without the two dashes.
    #[must_use]
    pub fn start_param(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.start_params.insert(name.into(), value.into());
        self
    }

    /// The pod. Without a pod template it has only the resources of the container.
    fn pod(&self, container: &str, settings: &SerializationSettings<'_>) -> Result<Option<K8sPod>, Error> {
        let resources = resources::for_pod(&self.requests, &self.limits)?;
        let resources = match (resources, &self.pod_template) {
            (None, template) => {
                return template.clone().map(|template| settings.pod(template)).transpose();
            }
            (Some(_), Some(_)) => {
                return Err(
                    "it has a pod template, which sets its resources; remove `requests` and `limits`".into(),
                );
            }
            (Some(resources), None) => resources,
        };
        let containers = json!([{"name": container, "resources": resources}]);
        Ok(Some(K8sPod {
            metadata: Some(K8sObjectMetadata::default()),
            pod_spec: Some(Struct::from(Map::from_iter([("containers".to_owned(), containers)]))),
            primary_container_name: "primary".to_owned(),
            ..K8sPod::default()
        }))
    }

    pub(super) fn head(&self, settings: &SerializationSettings<'_>) -> Result<HeadGroupSpec, Error> {
        let k8s_pod = self.pod("ray-head", settings)?;
        Ok(HeadGroupSpec { ray_start_params: self.start_params.clone(), k8s_pod })
    }
}

impl Workers {
    /// A group with this name and this number of workers.
    #[must_use]
    pub fn new(name: impl Into<String>, replicas: u32) -> Self {
        Workers { name: name.into(), replicas, ..Workers::default() }
    }

    setters! {
        /// The minimum for an autoscaler. The default is the initial number.
        min_replicas: Option<u32>,
        /// The maximum for an autoscaler. The default is the initial number.
        max_replicas: Option<u32>,
        /// The node of each worker.
        node: Node,
    }

    pub(super) fn most(&self) -> u32 {
        self.max_replicas.unwrap_or(self.replicas)
    }

    fn least(&self) -> u32 {
        self.min_replicas.unwrap_or(self.replicas)
    }

    /// The problems of the group. flytekit and Flyte widen such bounds silently.
    pub(super) fn problems(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let name = &self.name;
        if name.is_empty() {
            wrong.push(
                "a group of workers has no name; give one, as in `Workers::new(\"cpu\", 2)`".to_owned(),
            );
        } else if let Err(problem) = name::group(name) {
            wrong.push(format!(
                "the workers `{name}`: {problem}; it becomes a label and a part of the names of their pods"
            ));
        }
        let (least, first, most) = (self.least(), self.replicas, self.most());
        if least > first || first > most {
            wrong.push(format!(
                "the workers `{name}`: their number, {first}, is not between {least} and {most}; change the bounds or the \
                 number"
            ));
        }
        wrong
    }

    pub(super) fn message(&self, settings: &SerializationSettings<'_>) -> Result<WorkerGroupSpec, Error> {
        let pod = self.node.pod("ray-worker", settings);
        Ok(WorkerGroupSpec {
            group_name: self.name.clone(),
            replicas: int(self.replicas),
            min_replicas: int(self.least()),
            max_replicas: int(self.most()),
            ray_start_params: self.node.start_params.clone(),
            k8s_pod: pod?,
        })
    }
}
