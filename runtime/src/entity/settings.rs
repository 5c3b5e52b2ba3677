//! What a task asks of Flyte, as the macro read and checked it.

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
    /// The images named in the template, as the task's own package configures them.
    pub images: Pairs,
    /// Attempts after the first.
    pub retries: u32,
    /// How long one attempt may take.
    pub timeout: Option<Duration>,
    /// Whether its results are reused.
    pub cache: Option<Cache>,
    /// Whether it may run on a node that can be taken away.
    pub interruptible: Option<bool>,
    /// What to use instead; empty if it is not deprecated.
    pub deprecated: &'static str,
    /// The container's environment.
    pub env: Pairs,
    /// What the container gets at least.
    pub requests: Quantities,
    /// What the container gets at most.
    pub limits: Quantities,
    /// The device that it runs on.
    pub accelerator: Option<Accelerator>,
    /// The size of its `/dev/shm`: empty for as much as its memory.
    pub shared_memory: Option<&'static str>,
    /// The pod's labels.
    pub labels: Pairs,
    /// The pod's annotations.
    pub annotations: Pairs,
    /// The pod that it runs in.
    pub pod_template: Option<fn() -> PodTemplate>,
    /// The pod template to start from; empty for the cluster's default.
    pub pod_template_name: &'static str,
    /// The secrets that it may read.
    pub secrets: &'static [Secret],
    /// What Flyte hands it to besides a container.
    pub plugin: Option<&'static dyn Plugged>,
    /// Whether Flyte's console offers the page that the task writes.
    pub deck: bool,
    /// What does the work.
    pub target: Target,
}

impl Settings {
    /// What holds where the attribute says nothing, in one place for all.
    pub const NONE: &Settings = &Settings::DEFAULT;

    /// The same to start from.
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

    /// The template of its image: its own, else its plugin's; empty for the default image.
    pub(crate) fn image(&self) -> &'static str {
        match self.plugin {
            Some(plugin) if self.container_image.is_empty() => plugin.container_image(),
            _ => self.container_image,
        }
    }
}

/// How a task's results are reused.
#[derive(Debug)]
pub struct Cache {
    /// A new version forgets the old results.
    pub version: &'static str,
    /// Whether equal calls wait for the first one's result.
    pub serialize: bool,
    /// Inputs that don't decide the result.
    pub ignore: &'static [&'static str],
}

/// A secret, as a task asks for it.
#[derive(Debug)]
pub struct Secret {
    /// The group.
    pub group: &'static str,
    /// The key within the group.
    pub key: &'static str,
    /// The version; empty for the latest.
    pub version: &'static str,
    /// How it reaches the container.
    pub mount: Mount,
    /// A further variable that holds the value, or the path of the file that does; empty for none.
    pub env_var: &'static str,
}

impl Secret {
    /// However the cluster mounts it.
    pub const ANY: Secret = Secret { group: "", key: "", version: "", mount: Mount::Any, env_var: "" };
}

/// How a secret reaches the container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mount {
    /// As the cluster prefers.
    Any,
    /// In the environment.
    EnvVar,
    /// As a file.
    File,
}

/// What a container can ask for.
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
