//! What adds workers to a cluster and takes them away.

use crate::Pods;
use crate::kubeflow::int;
use crate::problems::Problems;
use aileron::plugin::SerializationSettings;
use aileron_grammar::{env_value, name};
use aileron_idl::core::KeyValuePair;
use aileron_idl::plugins::AutoscalerOptions;
use aileron_idl::plugins::autoscaler_options::UpscalingMode as Mode;
use std::collections::BTreeMap;

/// What adds workers to a cluster and takes them away.
#[derive(Clone, Debug, Default)]
pub struct Autoscaler {
    upscaling_mode: Option<UpscalingMode>,
    idle_timeout_seconds: u32,
    env: BTreeMap<String, String>,
    pods: Pods,
}

/// How eagerly workers are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpscalingMode {
    /// At most as many at once as there are.
    Conservative,
    /// As Ray has it.
    Default,
    /// As many as are asked for.
    Aggressive,
}

impl Autoscaler {
    /// As Ray has it.
    #[must_use]
    pub fn new() -> Self {
        Autoscaler::default()
    }

    setters! {
        /// How eagerly workers are added.
        upscaling_mode: Option<UpscalingMode>,
        /// The container that runs it beside the head.
        pods: Pods,
    }

    exact_setters! {
        /// How many seconds a worker may have nothing to do; 0 for Ray's default.
        idle_timeout_seconds: u32,
    }

    /// A variable of its environment.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.env.insert(name.into(), value.into());
        self
    }

    /// None if something is wrong with it.
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
