//! How a local run does work that is not this program's own code: containers, scripts and queries.

use crate::program::ProgramInfo;
use std::collections::BTreeMap;
#[cfg(feature = "sqlite")]
use std::path::PathBuf;
use std::sync::OnceLock;
#[cfg(feature = "sqlite")]
use std::sync::{Arc, Mutex};

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
    /// The program, with its images; `None` in a test.
    pub(crate) program: Option<&'static ProgramInfo>,
    /// The database for queries, if the caller names one.
    #[cfg(feature = "sqlite")]
    pub(crate) database: Option<PathBuf>,
    /// The open database: a task finds the tables that another task created, and one query runs at a time.
    #[cfg(feature = "sqlite")]
    pub(crate) opened: Mutex<Option<Shared>>,
}
