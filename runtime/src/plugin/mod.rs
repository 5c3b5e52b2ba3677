//! Plugins: what Flyte hands a task to that is more than a container, such as a Spark cluster or a warehouse.
//!
//! A plugin is a value of a type that implements [`Plugin`]. A task names one by `plugin = …`, any expression, which is
//! evaluated when specs are made:
//!
//! ```
//! use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
//! use aileron::prelude::*;
//! use serde_json::{Value, json};
//!
//! /// Runs the task on each of some machines.
//! struct Gang {
//!     size: u32,
//! }
//!
//! impl Plugin for Gang {
//!     type Work = work::Program;
//!
//!     fn task_type(&self) -> &str {
//!         "gang"
//!     }
//!
//!     fn custom(&self, _: &PluginTask<'_>, _: &SerializationSettings<'_>) -> Result<Value, Error> {
//!         Ok(json!({"size": self.size}))
//!     }
//! }
//!
//! /// A function as any other, here and there.
//! #[task(plugin = Gang { size: 4 })]
//! fn halve(x: f64) -> f64 {
//!     x / 2.0
//! }
//! # assert_eq!(halve(3.0), 1.5);
//! ```

pub(crate) mod plugged;
pub(crate) mod query;
mod runners;
mod settings;
mod task;
pub mod work;

pub use query::{Dialect, Parameters};
pub use settings::SerializationSettings;
pub use task::PluginTask;

pub(crate) use plugged::{Plugged, Product};

use crate::pod_template::PodTemplate;
use aileron_idl::core::LiteralMap;
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::ExitCode;

/// Whatever keeps a plugin from its work.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// What Flyte hands a task to, and all that it has to be told.
///
/// Each method is a part of the task's template (flyteidl `core/tasks.proto`); what is not written is as for a task
/// without a plugin. See the [module](self) for an example.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no plugin [AIL0601]",
    label = "`plugin = …` takes a value of a type that implements `aileron::plugin::Plugin`"
)]
pub trait Plugin: 'static {
    /// Who does the work: one of the types in [`work`].
    type Work: work::Work;

    /// The image of tasks that name none, as a template; empty for the default image.
    const CONTAINER_IMAGE: &'static str = "";

    /// The verb with which the service starts this program in a way of its own, if it does.
    const VERB: Option<Verb> = None;

    /// How the values of inputs get into the query, where it runs one.
    const PARAMETERS: Parameters = Parameters::Placeholders;

    /// The type by which Flyte finds what runs the task.
    fn task_type(&self) -> &str;

    /// Which form of `custom` it is, where there were several.
    fn task_type_version(&self) -> i32 {
        0
    }

    /// What the plugin understands: an object, or nothing.
    ///
    /// # Errors
    /// When the plugin or the task is not as it has to be.
    fn custom(&self, task: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        let _ = (task, settings);
        Ok(Value::Null)
    }

    /// More of it, as texts.
    fn config(&self) -> BTreeMap<String, String> {
        BTreeMap::new()
    }

    /// The arguments of the container, made from those by which this program runs the task; none at all are an error.
    fn command(&self, command: Vec<String>) -> Vec<String> {
        command
    }

    /// The pod of the task's container, made from the template that the task has of its own.
    ///
    /// # Errors
    /// When it can't be made from that one.
    fn pod_template(
        &self,
        own: Option<PodTemplate>,
        task: &PluginTask<'_>,
    ) -> Result<Option<PodTemplate>, Error> {
        let _ = task;
        Ok(own)
    }

    /// Whether this process is the one whose outputs are the task's, where a plugin has several run it.
    ///
    /// It is asked when the task has returned, where Flyte runs it. What the others return is left; an error counts,
    /// whoever has it.
    fn leads(&self) -> bool {
        true
    }

    /// The dialect of the query, where the template carries it; none if [`custom`](Plugin::custom) does.
    fn dialect(&self) -> Option<Dialect> {
        Some(Dialect::Ansi)
    }

    /// Does what the program is asked for by the [verb](Plugin::VERB); none if it is asked of another of the tasks.
    ///
    /// `all` has the names of the tasks whose plugins have that verb, in order; each of them is asked until one answers.
    fn start(&self, task: &PluginTask<'_>, all: &[&str]) -> Option<ExitCode> {
        let _ = (task, all);
        None
    }

    /// Does the work on this machine; none if only a stand-in can.
    ///
    /// Inputs and outputs are found by their names. A task of this very program needs no such thing.
    fn run_local(&self, task: &PluginTask<'_>, inputs: &LiteralMap) -> Option<Result<LiteralMap, Error>> {
        let _ = (task, inputs);
        None
    }
}

/// A verb of the program that holds such a task, such as `train` of `app train`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// The verb; one of Aileron's own verbs hides it.
    pub name: &'static str,
    /// What it does, for the program's help.
    pub about: &'static str,
}
