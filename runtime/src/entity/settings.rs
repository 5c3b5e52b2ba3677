//! The options of a task or a workflow, after the macro has parsed and checked them.

use super::{Accelerator, Target};
use crate::plugin::Plugged;
use crate::pod_template::PodTemplate;
use std::time::Duration;

type Pairs = &'static [(&'static str, &'static str)];
type Quantities = &'static [(Resource, &'static str)];

/// The options of a task.
#[derive(Debug)]
pub struct Settings {
    /// The image template; empty for the default image.
    pub container_image: &'static str,
    /// The images that the template names, as the manifest of the task's package configures them.
    pub images: Pairs,
    /// How many attempts may follow the first.
    pub retries: u32,
    /// How long one attempt may take.
    pub timeout: Option<Duration>,
    /// The settings of the cache; `None` if results are not cached.
    pub cache: Option<Cache>,
    /// Whether the task may run on a node that the cluster can take away.
    pub interruptible: Option<bool>,
    /// What to use instead of the task; empty if it is not deprecated.
    pub deprecated: &'static str,
    /// The variables of the container.
    pub env: Pairs,
    /// The least amounts that the container gets.
    pub requests: Quantities,
    /// The largest amounts that the container may use.
    pub limits: Quantities,
    /// The accelerator.
    pub accelerator: Option<Accelerator>,
    /// The size of `/dev/shm`; empty for the size of the memory.
    pub shared_memory: Option<&'static str>,
    /// The pod's labels.
    pub labels: Pairs,
    /// The pod's annotations.
    pub annotations: Pairs,
    /// Makes the template of the pod.
    pub pod_template: Option<fn() -> PodTemplate>,
    /// The name of the cluster's pod template to start from; empty for its default.
    pub pod_template_name: &'static str,
    /// The secrets that it may read.
    pub secrets: &'static [Secret],
    /// The plugin.
    pub plugin: Option<&'static dyn Plugged>,
    /// Whether Flyte's console shows the task's deck.
    pub deck: bool,
    /// What runs the task.
    pub target: Target,
}

impl Settings {
    /// The default options, in one place for all tasks.
    pub const NONE: &Settings = &Settings::DEFAULT;

    /// The default options, as a value.
    pub const DEFAULT: Settings = Settings {
        container_image: "",
        images: &[],
        retries: 0,
        timeout: None,
        cache: None,
        interruptible: None,
        deprecated: "",
        env: &[],
        requests: &[],
        limits: &[],
        accelerator: None,
        shared_memory: None,
        labels: &[],
        annotations: &[],
        pod_template: None,
        pod_template_name: "",
        secrets: &[],
        plugin: None,
        deck: false,
        target: Target::Program,
    };

    /// The template of the task's image: its own, else its plugin's; empty for the default image.
    pub(crate) fn image(&self) -> &'static str {
        match self.plugin {
            Some(plugin) if self.container_image.is_empty() => plugin.container_image(),
            _ => self.container_image,
        }
    }
}

/// The options of a workflow.
#[derive(Debug)]
pub struct WorkflowSettings {
    /// Whether its tasks may run on nodes that the cluster can take away, unless they say otherwise.
    pub interruptible: bool,
    /// What becomes of its other nodes when one has failed.
    pub failure_policy: FailurePolicy,
    /// The tracer of the call of its failure handler.
    pub on_failure: Option<fn()>,
}

/// What becomes of the other nodes of a workflow when one has failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailurePolicy {
    /// They are stopped.
    FailImmediately,
    /// Those that do not need it run first.
    FailAfterExecutableNodesComplete,
}

impl WorkflowSettings {
    /// The default options, in one place for all workflows.
    pub const NONE: &WorkflowSettings = &WorkflowSettings::DEFAULT;

    /// The default options, as a value.
    pub const DEFAULT: WorkflowSettings = WorkflowSettings {
        interruptible: false,
        failure_policy: FailurePolicy::FailImmediately,
        on_failure: None,
    };
}

/// The options of a launch plan.
#[derive(Debug)]
pub struct LaunchPlanSettings {
    /// When Flyte launches it; `None` if only people and programs do.
    pub schedule: Option<Schedule>,
    /// The input that gets the time for which an execution is scheduled; empty for none.
    pub kickoff: &'static str,
    /// Who is told about executions.
    pub notifications: &'static [Notification],
    /// The labels of all that an execution creates in Kubernetes.
    pub labels: Pairs,
    /// The annotations of all that an execution creates in Kubernetes.
    pub annotations: Pairs,
    /// The address below which executions store data; empty for the project's.
    pub raw_output_data_prefix: &'static str,
    /// How many tasks of an execution run at a time; 0 for the project's number.
    pub max_parallelism: u32,
    /// How many executions run at a time; 0 for any number. One more is not started.
    pub concurrency: u32,
    /// The service account of Kubernetes under which executions run; empty for the project's.
    pub service_account: &'static str,
    /// The role of AWS's IAM under which executions run; empty for the project's.
    pub iam_role: &'static str,
    /// Whether results are computed anew even if they are in the cache.
    pub overwrite_cache: bool,
    /// Whether it is activated when it is registered.
    pub auto_activate: bool,
}

impl LaunchPlanSettings {
    /// The default options, in one place for all launch plans.
    pub const NONE: &LaunchPlanSettings = &LaunchPlanSettings::DEFAULT;

    /// The default options, as a value.
    pub const DEFAULT: LaunchPlanSettings = LaunchPlanSettings {
        schedule: None,
        kickoff: "",
        notifications: &[],
        labels: &[],
        annotations: &[],
        raw_output_data_prefix: "",
        max_parallelism: 0,
        concurrency: 0,
        service_account: "",
        iam_role: "",
        overwrite_cache: false,
        auto_activate: false,
    };
}

/// When Flyte launches a plan.
#[derive(Clone, Copy, Debug)]
pub enum Schedule {
    /// By a line of cron.
    Cron(&'static str),
    /// Each time that this has passed.
    Every(&'static str),
}

/// Who is told that an execution has entered a phase.
#[derive(Debug)]
pub struct Notification {
    /// How they are told.
    pub by: Messenger,
    /// Their addresses of e-mail.
    pub to: &'static [&'static str],
    /// The phases.
    pub phases: &'static [Phase],
}

/// How a notification is sent; each takes an address of e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Messenger {
    /// As a mail.
    Email,
    /// By `PagerDuty`.
    PagerDuty,
    /// By Slack.
    Slack,
}

/// The end of an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It has succeeded.
    Succeeded,
    /// It has failed.
    Failed,
    /// Someone has aborted it.
    Aborted,
    /// It took too long.
    TimedOut,
}

/// How a task's results are cached.
#[derive(Debug)]
pub struct Cache {
    /// The version of the cache. With a new version, old results are not reused.
    pub version: &'static str,
    /// Whether equal calls wait for the first one's result.
    pub serialize: bool,
    /// Inputs that the results don't depend on.
    pub ignore: &'static [&'static str],
}

/// A secret that a task declares.
#[derive(Debug)]
pub struct Secret {
    /// The group.
    pub group: &'static str,
    /// The key within the group.
    pub key: &'static str,
    /// The version; empty for the latest.
    pub version: &'static str,
    /// How the secret gets into the container.
    pub mount: Mount,
    /// Another variable that holds the value, or the path of the secret's file; empty for none.
    pub env_var: &'static str,
}

impl Secret {
    /// A secret that the cluster may mount in any way.
    pub const ANY: Secret = Secret { group: "", key: "", version: "", mount: Mount::Any, env_var: "" };
}

/// How a secret gets into the container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mount {
    /// As the cluster chooses.
    Any,
    /// As an environment variable.
    EnvVar,
    /// As a file.
    File,
}

/// A resource of a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resource {
    /// Processor time, in cores.
    Cpu,
    /// Memory, in bytes.
    Memory,
    /// Whole GPUs.
    Gpu,
    /// Space on the node's disk, in bytes.
    EphemeralStorage,
}
