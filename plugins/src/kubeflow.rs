//! What the jobs of Kubeflow's operators have in common: groups of identical pods, and how a job ends.

use crate::Pods;
use aileron::plugin::{Error, SerializationSettings};
use aileron_idl::core;
use aileron_idl::plugins::RestartPolicy as Restarts;
use aileron_idl::{kubeflow, kubeflow::CleanPodPolicy as Cleaning};

/// A group of identical pods of a job.
///
/// ```
/// use aileron_plugins::kubeflow::{Replicas, RestartPolicy};
/// use aileron_plugins::{Pods, Resources};
///
/// let workers = Replicas::new()
///     .pods(Pods::new().limits(Resources::new().gpu("8")))
///     .restart_policy(RestartPolicy::OnFailure);
/// # drop(workers);
/// ```
///
/// Image and resources that are not set are those of the task's own container.
#[derive(Clone, Debug, Default)]
pub struct Replicas {
    pods: Pods,
    restart_policy: RestartPolicy,
}

/// Whether the operator restarts a pod that has ended.
///
/// Flyte retries a failed task as often as its `retries` say. Prefer that to restarts within a job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RestartPolicy {
    /// Never.
    #[default]
    Never,
    /// If the pod failed.
    OnFailure,
    /// Whether the pod failed or not.
    Always,
}

/// Which pods the operator deletes when a job has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CleanPodPolicy {
    /// None.
    #[default]
    None,
    /// Those that are still running.
    Running,
    /// All.
    All,
}

/// How a job ends, and when it is deleted.
///
/// ```
/// use aileron_plugins::kubeflow::{CleanPodPolicy, RunPolicy};
///
/// let policy = RunPolicy::new().clean_pod_policy(CleanPodPolicy::All).ttl_seconds_after_finished(600);
/// # drop(policy);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct RunPolicy {
    clean_pod_policy: CleanPodPolicy,
    ttl_seconds_after_finished: u32,
    active_deadline_seconds: u32,
    backoff_limit: u32,
}

/// The fields that the messages of all groups have.
pub(crate) struct Group {
    pub(crate) replicas: i32,
    pub(crate) image: String,
    pub(crate) resources: Option<core::Resources>,
    pub(crate) restart_policy: i32,
}

impl Replicas {
    /// Pods with the task's image and resources, which are never restarted.
    #[must_use]
    pub fn new() -> Self {
        Replicas::default()
    }

    setters! {
        /// Their image and resources.
        pods: Pods,
    }

    exact_setters! {
        /// Whether a pod that has ended is restarted.
        restart_policy: RestartPolicy,
    }

    pub(crate) fn group(
        &self,
        whose: &str,
        count: u32,
        settings: &SerializationSettings<'_>,
    ) -> Result<Group, Error> {
        let (image, resources) = self.pods.resolved(whose, settings)?;
        let restart_policy = match self.restart_policy {
            RestartPolicy::Never => Restarts::Never,
            RestartPolicy::OnFailure => Restarts::OnFailure,
            RestartPolicy::Always => Restarts::Always,
        };
        let resources = Some(resources);
        Ok(Group { replicas: int(count), image, resources, restart_policy: restart_policy as i32 })
    }
}

impl RunPolicy {
    /// The operator's defaults.
    #[must_use]
    pub fn new() -> Self {
        RunPolicy::default()
    }

    exact_setters! {
        /// Which pods are deleted when the job has ended.
        clean_pod_policy: CleanPodPolicy,
        /// How many seconds the job is kept after its end; 0 keeps it forever.
        ttl_seconds_after_finished: u32,
        /// How many seconds the job may take; 0 for no limit.
        active_deadline_seconds: u32,
        /// How often the job is retried before it counts as failed; 0 for the operator's default.
        backoff_limit: u32,
    }

    pub(crate) fn message(self) -> kubeflow::RunPolicy {
        let cleaning = match self.clean_pod_policy {
            CleanPodPolicy::None => Cleaning::CleanpodPolicyNone,
            CleanPodPolicy::Running => Cleaning::CleanpodPolicyRunning,
            CleanPodPolicy::All => Cleaning::CleanpodPolicyAll,
        };
        kubeflow::RunPolicy {
            clean_pod_policy: cleaning as i32,
            ttl_seconds_after_finished: int(self.ttl_seconds_after_finished),
            active_deadline_seconds: int(self.active_deadline_seconds),
            backoff_limit: int(self.backoff_limit),
        }
    }
}

/// A number in the type of Flyte's messages.
pub(crate) fn int(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// The problem of a number of workers, if there is one.
pub(crate) fn no_workers(workers: u32, job: &str) -> Option<String> {
    (workers == 0).then(|| format!("{job} without workers does nothing; set their number, as in `::new(2)`"))
}
