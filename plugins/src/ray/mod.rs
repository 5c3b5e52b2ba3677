//! Ray: a cluster of workers for the time of one task.

mod autoscaler;
mod groups;

pub use autoscaler::{Autoscaler, UpscalingMode};
pub use groups::{Node, Workers};

use crate::kubeflow::int;
use crate::problems::Problems;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron_idl::plugins::{RayCluster, RayJob};
use aileron_idl::{ToJson, base64};
use serde_json::Value;

/// A Ray cluster that Flyte starts for the task, which runs as its job.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::Resources;
/// use aileron_plugins::ray::{Node, Ray, Workers};
///
/// #[task(plugin = Ray::new()
///     .head(Node::new().start_param("num-cpus", "0"))
///     .workers(Workers::new("cpu", 2).node(Node::new().limits(Resources::new().cpu("4").mem("16Gi")))))]
/// fn tune(trials: i64) -> String {
///     match std::env::var("RAY_ADDRESS") {
///         Ok(cluster) => format!("{trials} trials on {cluster}"),
///         Err(_) => format!("{trials} trials alone"),
///     }
/// }
/// # assert_eq!(tune(3), "3 trials alone");
/// ```
///
/// The task's arguments become the entrypoint of a Ray job, joined by spaces and read by a shell on the head, so the image
/// has Ray and this program (flyteplugins `plugins/k8s/ray/ray.go`). Ray is spoken to from Python or C++: the task usually
/// starts a script, which finds the cluster by `RAY_ADDRESS`.
///
/// # Errors
/// No workers, two groups of one name or one whose name Kubernetes does not take, bounds that exclude the number of workers, an option without the one that it
/// belongs to, an image or an amount that can't be.
#[derive(Clone, Debug, Default)]
pub struct Ray {
    head: Option<Node>,
    workers: Vec<Workers>,
    enable_autoscaling: bool,
    autoscaler: Option<Autoscaler>,
    runtime_env: Value,
    shutdown_after_job_finishes: bool,
    ttl_seconds_after_finished: u32,
}

impl Ray {
    /// No workers yet.
    #[must_use]
    pub fn new() -> Self {
        Ray::default()
    }

    setters! {
        /// The head, if it is not as the task's own pod.
        head: Option<Node>,
        /// How workers are added and taken away, where [that](Self::enable_autoscaling) happens.
        autoscaler: Option<Autoscaler>,
        /// Ray's runtime environment, such as `json!({"pip": ["emoji"]})`.
        runtime_env: Value,
    }

    exact_setters! {
        /// Whether workers are added and taken away within each group's bounds.
        enable_autoscaling: bool,
        /// Whether the cluster goes when the task has ended; otherwise the installation says.
        shutdown_after_job_finishes: bool,
        /// How many seconds it stays then.
        ttl_seconds_after_finished: u32,
    }

    /// Adds a group of workers.
    #[must_use]
    pub fn workers(mut self, group: Workers) -> Self {
        self.workers.push(group);
        self
    }

    fn check(&self, problems: &mut Problems) {
        if self.workers.iter().all(|group| group.most() == 0) {
            problems.push("a Ray cluster without workers does nothing; add some, as in `.workers(Workers::new(\"cpu\", 2))`");
        }
        for (at, group) in self.workers.iter().enumerate() {
            problems.extend(group.wrong());
            if !group.name.is_empty() && self.workers[..at].iter().any(|other| other.name == group.name) {
                problems.push(format!("two groups of workers are named `{}`; rename one", group.name));
            }
        }
        if self.autoscaler.is_some() && !self.enable_autoscaling {
            problems.push(
                "the autoscaler is described but not enabled; write `.enable_autoscaling(true)` as well",
            );
        }
        if self.ttl_seconds_after_finished > 0 && !self.shutdown_after_job_finishes {
            problems.push(
                "Flyte reads `ttl_seconds_after_finished` only of a cluster that goes; write \
                 `.shutdown_after_job_finishes(true)` as well",
            );
        }
        if !(self.runtime_env.is_null() || self.runtime_env.is_object()) {
            problems.push(format!("a runtime environment is a JSON object, not `{}`", self.runtime_env));
        }
    }
}

impl Plugin for Ray {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        "ray"
    }

    fn custom(&self, _: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        let mut problems = Problems::default();
        self.check(&mut problems);
        let autoscaler_options = self.autoscaler.as_ref().and_then(|it| it.message(settings, &mut problems));
        let head = self.head.as_ref().and_then(|head| problems.keep_of("its head", head.head(settings)));
        let message = |group: &Workers| {
            problems.keep_of(&format!("the workers `{}`", group.name), group.message(settings))
        };
        let cluster = RayCluster {
            worker_group_spec: self.workers.iter().filter_map(message).collect(),
            head_group_spec: head,
            enable_autoscaling: self.enable_autoscaling,
            autoscaler_options,
        };
        // KubeRay reads YAML, which any JSON is.
        let is_empty = self.runtime_env.as_object().is_none_or(serde_json::Map::is_empty);
        let environment = if is_empty { String::new() } else { self.runtime_env.to_string() };
        #[expect(deprecated, reason = "flytekit writes this field for an older KubeRay")]
        let job = RayJob {
            ray_cluster: Some(cluster),
            runtime_env: base64(environment.as_bytes()),
            shutdown_after_job_finishes: self.shutdown_after_job_finishes,
            ttl_seconds_after_finished: int(self.ttl_seconds_after_finished),
            runtime_env_yaml: environment,
        };
        problems.end(Some(job.to_json()))
    }
}
