//! How a local run does work that is not this program's own code: containers, scripts and queries.

use crate::cache::Record;
use crate::entity::Failure;
use crate::program::ProgramInfo;
use aileron_idl::core::Literal;
use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::path::PathBuf;
#[cfg(feature = "sqlite")]
use std::sync::Mutex;
use std::sync::{Arc, OnceLock};

/// Runs containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// None: the container's command runs as a process on this machine.
    Process,
    Docker,
    Podman,
}

impl Engine {
    pub(crate) const NAMES: [&str; 3] = ["process", "docker", "podman"];

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Engine::Process, Engine::Docker, Engine::Podman].into_iter().find(|engine| engine.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        let [process, docker, podman] = Engine::NAMES;
        match self {
            Engine::Process => process,
            Engine::Docker => docker,
            Engine::Podman => podman,
        }
    }
}

/// An answer to a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum GateAnswer {
    Approved,
    /// A value as a person writes it; `false` rejects what is to be approved.
    Given(String),
}

/// Calls the functions that stand in for tasks in a test, from any thread of its run.
pub(crate) trait StandIns: fmt::Debug + Send + Sync + UnwindSafe + RefUnwindSafe {
    /// Whether a function stands in for the task with this function.
    fn has(&self, task: TypeId) -> bool;
    /// Calls it, for the current attempt.
    fn call(&self, task: TypeId, inputs: Vec<Literal>) -> Result<Vec<Literal>, Failure>;
}

/// What a run does with the cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Caching {
    /// Nothing.
    #[default]
    Off,
    /// It takes results from there, and adds those that are missing.
    Use,
    /// It replaces results.
    Overwrite,
}

/// A connection that several attempts share; one uses it at a time.
#[cfg(feature = "sqlite")]
pub(crate) type Shared = Arc<Mutex<rusqlite::Connection>>;

/// The settings of a run for work that is not this program's own code. The defaults come from the environment.
#[derive(Debug, Default)]
pub(crate) struct Setup {
    /// The engine that the caller chose.
    pub(crate) engine: Option<Engine>,
    /// The first engine that responds, once it was searched for.
    pub(crate) found: OnceLock<Option<Engine>>,
    /// Names of environment variables that are passed on.
    pub(crate) pass_env: Vec<String>,
    /// The answers to gates, by name.
    pub(crate) answers: BTreeMap<String, GateAnswer>,
    /// Values for gates that code gives, by name. They may be for gates that the run does not have.
    pub(crate) given: HashMap<String, Literal>,
    /// What stands in for tasks.
    pub(crate) stand_ins: Option<Arc<dyn StandIns>>,
    /// Whether the process does more than this run, such as a test or a service. The run then leaves its signals alone, and asks
    /// nothing on the terminal.
    pub(crate) is_guest: bool,
    /// What it does with the cache of this machine.
    pub(crate) caching: Caching,
    /// The folder for what runs keep, if not the one that the environment names.
    pub(crate) kept: Option<PathBuf>,
    /// The record of the run, if it leaves one.
    pub(crate) record: Option<Arc<Record>>,
    /// The program, with its images; `None` in a test.
    pub(crate) program: Option<&'static ProgramInfo>,
    /// The database for queries, if the caller names one.
    #[cfg(feature = "sqlite")]
    pub(crate) database: Option<PathBuf>,
    /// The open database: a task finds the tables that another task created, and one query runs at a time.
    #[cfg(feature = "sqlite")]
    pub(crate) opened: Mutex<Option<Shared>>,
}

impl Setup {
    /// What stands in for the task with this function in this run.
    pub(crate) fn stand_in(&self, task: Option<TypeId>) -> Option<(Arc<dyn StandIns>, TypeId)> {
        let stand_ins = self.stand_ins.as_ref()?;
        task.filter(|task| stand_ins.has(*task)).map(|task| (Arc::clone(stand_ins), task))
    }
}
