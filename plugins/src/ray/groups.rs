//! The pods of a cluster's head and of its groups of workers.

use crate::Resources;
use crate::kubeflow::int;
use crate::resources;
use aileron::plugin::Error;
use aileron_idl::core::{K8sObjectMetadata, K8sPod};
use aileron_idl::google::Struct;
use aileron_idl::plugins::{HeadGroupSpec, WorkerGroupSpec};
use serde_json::{Map, json};
use std::collections::BTreeMap;

/// The pod of a cluster's head.
#[derive(Clone, Debug, Default)]
pub struct Head {
    start_params: BTreeMap<String, String>,
    requests: Resources,
    limits: Resources,
}

/// A group of equal workers.
#[derive(Clone, Debug, Default)]
pub struct Workers {
    pub(super) name: String,
    replicas: u32,
    min_replicas: Option<u32>,
    max_replicas: Option<u32>,
    start_params: BTreeMap<String, String>,
    requests: Resources,
    limits: Resources,
}

impl Head {
    /// As the task's own pod.
    #[must_use]
    pub fn new() -> Self {
        Head::default()
    }

    setters! {
        /// What it is sure to get.
        requests: Resources,
        /// The most that it may use.
        limits: Resources,
    }

    /// A parameter of `ray start`, without its two dashes.
    #[must_use]
    pub fn start_param(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.start_params.insert(name.into(), value.into());
        self
    }

    pub(super) fn message(&self) -> Result<HeadGroupSpec, Error> {
        let k8s_pod =
            pod("ray-head", &self.requests, &self.limits).map_err(|error| format!("its head: {error}"))?;
        Ok(HeadGroupSpec { ray_start_params: self.start_params.clone(), k8s_pod })
    }
}

impl Workers {
    /// So many workers, under a name of the group.
    #[must_use]
    pub fn new(name: impl Into<String>, replicas: u32) -> Self {
        Workers { name: name.into(), replicas, ..Workers::default() }
    }

    setters! {
        /// The fewest that an autoscaler may leave; as many as there are first, if it isn't said.
        min_replicas: Option<u32>,
        /// The most that an autoscaler may add up to; as many as there are first, if it isn't said.
        max_replicas: Option<u32>,
        /// What each is sure to get.
        requests: Resources,
        /// The most that each may use.
        limits: Resources,
    }

    /// A parameter of `ray start`, without its two dashes.
    #[must_use]
    pub fn start_param(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.start_params.insert(name.into(), value.into());
        self
    }

    pub(super) fn most(&self) -> u32 {
        self.max_replicas.unwrap_or(self.replicas)
    }

    fn least(&self) -> u32 {
        self.min_replicas.unwrap_or(self.replicas)
    }

    /// flytekit and Flyte widen such bounds in silence.
    pub(super) fn check(&self) -> Result<(), Error> {
        let (least, first, most) = (self.least(), self.replicas, self.most());
        if self.name.is_empty() {
            return Err("a group has a name; give one, as in `Workers::new(\"cpu\", 2)`".into());
        }
        if least > first || first > most {
            return Err(format!(
                "{first} workers are not between {least} at least and {most} at most; change the bounds or the number"
            )
            .into());
        }
        Ok(())
    }

    pub(super) fn message(&self) -> Result<WorkerGroupSpec, Error> {
        let k8s_pod = pod("ray-worker", &self.requests, &self.limits)
            .map_err(|error| format!("the workers `{}`: {error}", self.name))?;
        Ok(WorkerGroupSpec {
            group_name: self.name.clone(),
            replicas: int(self.replicas),
            min_replicas: int(self.least()),
            max_replicas: int(self.most()),
            ray_start_params: self.start_params.clone(),
            k8s_pod,
        })
    }
}

/// A pod of which only one container's resources are told; Flyte lays it over the task's own.
fn pod(container: &str, requests: &Resources, limits: &Resources) -> Result<Option<K8sPod>, Error> {
    let Some(resources) = resources::of_pod(requests, limits)? else { return Ok(None) };
    let containers = json!([{"name": container, "resources": resources}]);
    let spec = Struct::from(Map::from_iter([("containers".to_owned(), containers)]));
    Ok(Some(K8sPod {
        metadata: Some(K8sObjectMetadata::default()),
        pod_spec: Some(spec),
        primary_container_name: "primary".to_owned(),
        ..K8sPod::default()
    }))
}
