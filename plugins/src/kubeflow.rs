//! What the jobs of Kubeflow's operators have in common: groups of equal pods, and how a job ends.

use crate::Pods;
use aileron::plugin::{Error, SerializationSettings};
use aileron_idl::core;
use aileron_idl::plugins::RestartPolicy as Restarts;
use aileron_idl::{kubeflow, kubeflow::CleanPodPolicy as Cleaning};

/// A group of equal pods of a job.
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
/// What isn't said is as for the task's own container.
#[derive(Clone, Debug, Default)]
pub struct Replicas {
    pods: Pods,
    restart_policy: RestartPolicy,
}

/// Whether a pod that ended is started again.
///
/// Flyte itself tries a task again that failed, as often as its `retries` say; a job is better left to that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RestartPolicy {
    /// Never.
    #[default]
    Never,
    /// If it failed.
    OnFailure,
    /// However it ended.
    Always,
}

/// Which pods go when a job has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CleanPodPolicy {
    /// None.
    #[default]
    None,
    /// Those that still run.
    Running,
    /// All.
    All,
}

/// How a job ends, and when it goes.
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
    /// Pods as the task's own that are never restarted.
    #[must_use]
    pub fn new() -> Self {
        Replicas::default()
    }

    setters! {
        /// What they run and what they may use.
        pods: Pods,
    }

    exact_setters! {
        /// Whether one that ended is started again.
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
    /// As the operator has it.
    #[must_use]
    pub fn new() -> Self {
        RunPolicy::default()
    }

    exact_setters! {
        /// Which pods go when the job has ended.
        clean_pod_policy: CleanPodPolicy,
        /// How many seconds the job stays that has ended; 0 for ever.
        ttl_seconds_after_finished: u32,
        /// How many seconds it may take; 0 for any number.
        active_deadline_seconds: u32,
        /// How often it is tried again before it has failed; 0 for the operator's default.
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

/// A number as messages hold it.
pub(crate) fn int(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// What is wrong with a number of workers.
pub(crate) fn no_workers(workers: u32, job: &str) -> Option<String> {
    (workers == 0).then(|| format!("{job} without workers does nothing; tell how many, as in `::new(2)`"))
}
