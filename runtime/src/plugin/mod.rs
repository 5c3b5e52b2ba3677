//! Plugins: what lets Flyte run a task with more than a container, such as a Spark cluster or a warehouse.
//!
//! A plugin is a value of a type that implements [`Plugin`]. A task names it with `plugin = …`, which can be any
//! expression. It is evaluated when specs are made:
//!
//! ```
//! use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
//! use aileron::prelude::*;
//! use serde_json::{Value, json};
//!
//! /// Runs the task on several machines.
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
//! /// A function like any other, locally and on Flyte.
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

/// Any error of a plugin.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// A plugin: it tells Flyte what runs a task, and how.
///
/// Each method is a part of the task's template (flyteidl `core/tasks.proto`). The defaults are those of a task
/// without a plugin. See the [module](self) for an example.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a plugin [AIL0601]",
    label = "`plugin = …` needs a value of a type that implements `aileron::plugin::Plugin`"
)]
pub trait Plugin: 'static {
    /// Who does the work of the task: one of the types in [`work`].
    type Work: work::Work;

    /// The image of tasks that name none, as a template. If it is empty, the default image.
    const CONTAINER_IMAGE: &'static str = "";

    /// The verb with which the service starts this program, if it does not use `execute`.
    const VERB: Option<Verb> = None;

    /// How the values of inputs get into the query of a query task.
    const PARAMETERS: Parameters = Parameters::Placeholders;

    /// Returns the task type, by which Flyte finds what runs the task.
    fn task_type(&self) -> &str;

    /// Returns the version of the form of `custom`, if there are several.
    fn task_type_version(&self) -> i32 {
        0
    }

    /// Returns the plugin's own message: a JSON object, or null for none.
    ///
    /// # Errors
    /// Fails if the plugin or the task does not meet the plugin's requirements.
    fn custom(&self, task: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        let _ = (task, settings);
        Ok(Value::Null)
    }

    /// Returns the plugin's own settings as strings.
    fn config(&self) -> BTreeMap<String, String> {
        BTreeMap::new()
    }

    /// Returns the arguments of the container. `command` are those with which this program runs the task; an empty
    /// list is an error.
    fn command(&self, command: Vec<String>) -> Vec<String> {
        command
    }

    /// Returns the template for the pod of the task's container; `own` is the template that the task has itself.
    ///
    /// # Errors
    /// Fails if the template can't be made from the task's own.
    fn pod_template(
        &self,
        own: Option<PodTemplate>,
        task: &PluginTask<'_>,
    ) -> Result<Option<PodTemplate>, Error> {
        let _ = task;
        Ok(own)
    }

    /// Returns whether this process reports the outputs of the task, if the plugin runs several processes.
    ///
    /// On Flyte, this is called after the task has returned. The outputs of other processes are ignored, but an error
    /// of any process fails the task.
    fn leads(&self) -> bool {
        true
    }

    /// Returns the dialect of the query in the task's template; `None` if [`custom`](Plugin::custom) contains the
    /// query.
    fn dialect(&self) -> Option<Dialect> {
        Some(Dialect::Ansi)
    }

    /// Runs the plugin's [verb](Plugin::VERB); `None` if the service means another task.
    ///
    /// `all` are the sorted names of the tasks whose plugins have that verb. This is called for each of them until
    /// one returns a status.
    fn start(&self, task: &PluginTask<'_>, all: &[&str]) -> Option<ExitCode> {
        let _ = (task, all);
        None
    }

    /// Does the work on this machine; `None` if only a stand-in can.
    ///
    /// Inputs and outputs are maps by name. A task that is Rust code does not need this.
    fn run_local(&self, task: &PluginTask<'_>, inputs: &LiteralMap) -> Option<Result<LiteralMap, Error>> {
        let _ = (task, inputs);
        None
    }
}

/// A verb that a plugin adds to the program, such as `train` in `app train`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// The verb. If Aileron has a verb with this name, that one is run.
    pub name: &'static str,
    /// The description for the program's help.
    pub about: &'static str,
}
