//! How a local run does the work that is not this program's own code: containers, scripts, queries.

use crate::program::Program;
#[cfg(feature = "sqlite")]
use std::path::PathBuf;
use std::sync::OnceLock;
#[cfg(feature = "sqlite")]
use std::sync::{Arc, Mutex};

/// What runs containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Nothing: the command runs as a process of this machine.
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

/// A connection that several attempts use, one at a time.
#[cfg(feature = "sqlite")]
pub(crate) type Shared = Arc<Mutex<rusqlite::Connection>>;

/// What a run is handed for the work that is not this program's own code. By default it asks the environment.
#[derive(Debug, Default)]
pub(crate) struct Setup {
    /// What runs containers, if the caller says so.
    pub(crate) engine: Option<Engine>,
    /// The first engine that answers, once somebody has asked.
    pub(crate) found: OnceLock<Option<Engine>>,
    /// Variables of this program's environment that others get too.
    pub(crate) pass_env: Vec<String>,
    /// The program, with its images; none in a test.
    pub(crate) program: Option<&'static Program>,
    /// The database that queries run on, if the caller names one.
    #[cfg(feature = "sqlite")]
    pub(crate) database: Option<PathBuf>,
    /// The same, opened: a task finds the tables that another one made, and one query runs at a time.
    #[cfg(feature = "sqlite")]
    pub(crate) opened: Mutex<Option<Shared>>,
}
