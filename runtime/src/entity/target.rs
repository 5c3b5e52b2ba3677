//! What does a task's work.

use super::{Body, Variable};
use std::fmt;

const RESULTS: &str = "results";

/// What does a task's work.
#[derive(Debug)]
pub enum Target {
    /// This very program.
    Program,
    /// A container of its own.
    Container(&'static Container),
    /// A script, which this program has a shell run.
    Shell(&'static Script),
    /// A service that its plugin calls.
    Service(&'static Service),
}

impl Target {
    pub(crate) fn is_program(&self) -> bool {
        matches!(self, Target::Program)
    }

    /// Whether Flyte starts a container for it.
    pub(crate) fn has_container(&self) -> bool {
        !matches!(self, Target::Service(_))
    }

    pub(crate) fn query(&self) -> Option<&'static str> {
        match self {
            Target::Service(service) => service.query,
            _ => None,
        }
    }

    /// The outputs under the names that the work gives them: the only one of a query is `results` (flytekit
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
    /// What replaces the image's entrypoint; empty for that.
    pub command: &'static [&'static str],
    /// What follows it.
    pub arguments: &'static [&'static str],
    /// How inputs and outputs pass through files; none if the program reads and writes Flyte's own.
    pub data: Option<Data>,
}

/// Inputs and outputs as files, which Flyte's co-pilot puts there and takes away.
#[derive(Debug)]
pub struct Data {
    /// The folder of the inputs.
    pub inputs: &'static str,
    /// The folder of the outputs.
    pub outputs: &'static str,
    /// How all inputs are written into one file besides.
    pub format: DataFormat,
}

/// The file of all inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFormat {
    /// `inputs.json`.
    Json,
    /// `inputs.yaml`.
    Yaml,
    /// `inputs.pb` alone, which the others have as well.
    Proto,
}

/// A script of a shell.
#[derive(Debug)]
pub struct Script {
    /// The shell's program.
    pub shell: &'static str,
    /// The script, in which each input is a variable.
    pub text: &'static str,
}

/// A service.
pub struct Service {
    /// The query, where it runs one.
    pub query: Option<&'static str>,
    /// The function that does its work on this machine.
    pub local: Option<&'static dyn Body>,
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service").field("query", &self.query).finish_non_exhaustive()
    }
}
