//! Ray: a cluster of workers that exists while one task runs.

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

/// A Ray cluster that Flyte starts for the task. The task runs on it as a Ray job.
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
/// Flyte joins the task's arguments with spaces; a shell on the head reads them as the entrypoint of a Ray job. So the image
/// must have Ray and this program (flyteplugins `plugins/k8s/ray/ray.go`). Ray has no API for Rust, so the task usually
/// starts a script in Python, which finds the cluster through `RAY_ADDRESS`.
///
/// # Errors
/// When specs are made: there are no workers; two groups have the same name; Kubernetes does not accept a name; the number
/// of workers is not within its bounds; an option lacks the option that it needs; or an image or a quantity is invalid.
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
    /// A cluster without workers; add them with [`workers`](Self::workers).
    #[must_use]
    pub fn new() -> Self {
        Ray::default()
    }

    setters! {
        /// The head node. The default is a node like the task's own pod.
        head: Option<Node>,
        /// The autoscaler, which needs [`enable_autoscaling`](Self::enable_autoscaling).
        autoscaler: Option<Autoscaler>,
        /// Ray's runtime environment, such as `json!({"pip": ["emoji"]})`.
        runtime_env: Value,
    }

    exact_setters! {
        /// Whether an autoscaler adds and removes workers within each group's bounds.
        enable_autoscaling: bool,
        /// Whether the cluster is deleted when the task has ended. The default is the installation's.
        shutdown_after_job_finishes: bool,
        /// After how many seconds it is deleted.
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
            problems.extend(group.problems());
            if !group.name.is_empty() && self.workers[..at].iter().any(|other| other.name == group.name) {
                problems.push(format!("two groups of workers have the name `{}`; rename one", group.name));
            }
        }
        if self.autoscaler.is_some() && !self.enable_autoscaling {
            problems.push("the autoscaler is configured but not enabled; add `.enable_autoscaling(true)`");
        }
        if self.ttl_seconds_after_finished > 0 && !self.shutdown_after_job_finishes {
            problems.push(
                "`ttl_seconds_after_finished` has an effect only if the cluster is deleted; add \
                 `.shutdown_after_job_finishes(true)`",
            );
        }
        if !(self.runtime_env.is_null() || self.runtime_env.is_object()) {
            problems
                .push(format!("the runtime environment must be a JSON object, not `{}`", self.runtime_env));
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
        // KubeRay reads YAML, and JSON is YAML.
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
