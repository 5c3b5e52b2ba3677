//! Ray's autoscaler.

use crate::Pods;
use crate::kubeflow::int;
use crate::problems::Problems;
use aileron::plugin::SerializationSettings;
use aileron_grammar::{env_value, name};
use aileron_idl::core::KeyValuePair;
use aileron_idl::plugins::AutoscalerOptions;
use aileron_idl::plugins::autoscaler_options::UpscalingMode as Mode;
use std::collections::BTreeMap;

/// Ray's autoscaler, which adds workers to a cluster and removes them.
#[derive(Clone, Debug, Default)]
pub struct Autoscaler {
    upscaling_mode: Option<UpscalingMode>,
    idle_timeout_seconds: u32,
    env: BTreeMap<String, String>,
    pods: Pods,
}

/// How eagerly workers are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UpscalingMode {
    /// Adds at most as many at a time as there are.
    Conservative,
    /// Ray's default.
    Default,
    /// Adds as many as are requested.
    Aggressive,
}

impl Autoscaler {
    /// Ray's default.
    #[must_use]
    pub fn new() -> Self {
        Autoscaler::default()
    }

    setters! {
        /// How eagerly workers are added.
        upscaling_mode: Option<UpscalingMode>,
        /// The image and the resources of its container, which runs in the head's pod.
        pods: Pods,
    }

    exact_setters! {
        /// After how many idle seconds a worker is removed; 0 for Ray's default.
        idle_timeout_seconds: u32,
    }

    /// Sets a variable of its environment.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.env.insert(name.into(), value.into());
        self
    }

    /// The message; `None` if there are problems.
    pub(super) fn message(
        &self,
        settings: &SerializationSettings<'_>,
        problems: &mut Problems,
    ) -> Option<AutoscalerOptions> {
        let pods = problems.keep(self.pods.resolved("its autoscaler", settings));
        for (name, value) in &self.env {
            let whose = format!("the variable `{name}` of its autoscaler");
            problems.keep_of(&whose, name::env_var(name).and(env_value(value)));
        }
        let (image, resources) = pods?;
        let mode = match self.upscaling_mode {
            None => Mode::Unspecified,
            Some(UpscalingMode::Default) => Mode::Default,
            Some(UpscalingMode::Aggressive) => Mode::Aggressive,
            Some(UpscalingMode::Conservative) => Mode::Conservative,
        };
        let pair = |(key, value): (&String, &String)| KeyValuePair { key: key.clone(), value: value.clone() };
        Some(AutoscalerOptions {
            upscaling_mode: mode as i32,
            idle_timeout_seconds: int(self.idle_timeout_seconds),
            env: self.env.iter().map(pair).collect(),
            image,
            resources: Some(resources),
        })
    }
}
