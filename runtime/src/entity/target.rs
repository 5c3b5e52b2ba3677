//! What runs a task.

use super::{Body, Variable};
use std::fmt;

const RESULTS: &str = "results";

/// What runs a task.
#[derive(Debug)]
pub enum Target {
    /// This program.
    Program,
    /// Another image's container.
    Container(&'static Container),
    /// A script, for which this program starts a shell.
    Shell(&'static Script),
    /// A service that the task's plugin calls.
    Service(&'static ServiceWork),
}

impl Target {
    pub(crate) fn is_program(&self) -> bool {
        matches!(self, Target::Program)
    }

    /// Whether Flyte starts a container for the task.
    pub(crate) fn has_container(&self) -> bool {
        !matches!(self, Target::Service(_))
    }

    pub(crate) fn query(&self) -> Option<&'static str> {
        match self {
            Target::Service(service) => service.query,
            _ => None,
        }
    }

    /// The outputs under the names that the work uses: the only output of a query is `results` (flytekit
    /// `core/base_sql_task.py`, and each plugin of a warehouse).
    pub(super) fn named(&self, mut outputs: Vec<Variable>) -> Vec<Variable> {
        if let (Some(_), [result]) = (self.query(), &mut outputs[..]) {
            RESULTS.clone_into(&mut result.name);
        }
        outputs
    }
}

/// The program of another image.
#[derive(Debug)]
pub struct Container {
    /// Replaces the image's entrypoint; empty for the image's own.
    pub command: &'static [&'static str],
    /// The arguments after the command.
    pub arguments: &'static [&'static str],
    /// The settings for files of inputs and outputs; `None` if the program reads and writes Flyte's own files.
    pub data: Option<Data>,
}

/// Inputs and outputs as files, which Flyte's co-pilot writes and reads.
#[derive(Debug)]
pub struct Data {
    /// The folder of the inputs.
    pub inputs: &'static str,
    /// The folder of the outputs.
    pub outputs: &'static str,
    /// The format of the file with all inputs.
    pub format: DataFormat,
}

/// The format of the file with all inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFormat {
    /// `inputs.json`.
    Json,
    /// `inputs.yaml`.
    Yaml,
    /// `inputs.pb` only, which is written with the other formats as well.
    Proto,
}

/// A script for a shell.
#[derive(Debug)]
pub struct Script {
    /// The path or name of the shell.
    pub shell: &'static str,
    /// The script. Each input is a variable in it.
    pub text: &'static str,
}

/// A service.
pub struct ServiceWork {
    /// The query of a query task.
    pub query: Option<&'static str>,
    /// The function that replaces the service in local runs.
    pub local: Option<&'static dyn Body>,
}

impl fmt::Debug for ServiceWork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceWork").field("query", &self.query).finish_non_exhaustive()
    }
}
