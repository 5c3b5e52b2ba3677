//! What runs containers on this machine.

use super::ExternalError;
use crate::program::Program;
use aileron_grammar::suggest::did_you_mean;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// What runs containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Nothing: the command runs as a process of this machine.
    Process,
    Docker,
    Podman,
}

/// How a program runs what is not its own work.
#[derive(Debug)]
pub(crate) struct Setup {
    /// What its caller wants.
    pub(crate) engine: Option<Engine>,
    /// Variables of its own environment that it hands on.
    pub(crate) pass_env: Vec<String>,
    /// Its images.
    pub(crate) program: &'static Program,
}

static SETUP: OnceLock<Setup> = OnceLock::new();
/// The first engine that answers.
static FOUND: OnceLock<Option<Engine>> = OnceLock::new();
const VARIABLE: &str = "AILERON_CONTAINERS";
const PASS_ENV: &str = "AILERON_PASS_ENV";

/// Says once how this program runs containers.
pub(crate) fn set_up(setup: Setup) {
    // A program runs one verb.
    let _ = SETUP.set(setup);
}

/// The program, where it is one and not a test.
pub(super) fn program() -> Option<&'static Program> {
    SETUP.get().map(|setup| setup.program)
}

/// The variables of this program's environment that are handed on: those that its caller names, else those that the
/// environment does, `A,B`.
pub(super) fn pass_env() -> Vec<String> {
    if let Some(setup) = SETUP.get().filter(|setup| !setup.pass_env.is_empty()) {
        return setup.pass_env.clone();
    }
    let names = std::env::var(PASS_ENV).unwrap_or_default();
    names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

impl Engine {
    pub(crate) const NAMES: [&str; 3] = ["process", "docker", "podman"];

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Engine::Process, Engine::Docker, Engine::Podman].into_iter().find(|engine| engine.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        let [process, docker, podman] = Engine::NAMES;
        match self {
            Engine::Process => process,
            Engine::Docker => docker,
            Engine::Podman => podman,
        }
    }

    /// The one that the environment asks for.
    ///
    /// # Errors
    /// When it asks for something else.
    pub(crate) fn of_environment() -> Result<Option<Self>, String> {
        let Some(name) = std::env::var_os(VARIABLE).filter(|name| !name.is_empty()) else { return Ok(None) };
        let name = name.to_string_lossy();
        let engine = Engine::named(&name).ok_or_else(|| {
            format!("`{name}` is no value of `{VARIABLE}`; {}", did_you_mean(&name, Engine::NAMES))
        })?;
        Ok(Some(engine))
    }

    /// The one that is asked for, else the first that answers.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn current(task: &str) -> Result<Self, ExternalError> {
        if let Some(engine) = SETUP.get().and_then(|setup| setup.engine) {
            return Ok(engine);
        }
        if let Some(engine) = Engine::of_environment().map_err(ExternalError::new)? {
            return Ok(engine);
        }
        let found = FOUND
            .get_or_init(|| [Engine::Docker, Engine::Podman].into_iter().find(|engine| engine.answers()));
        found.ok_or_else(|| {
            ExternalError::new(format_args!(
                "`{task}` is the work of a container, and neither Docker nor Podman answers here: start one of them; or \
                 write `--containers=process` ({VARIABLE}=process for a test) to run its command as a process of this \
                 machine; or let a function stand in for it in a test, with `aileron::testing::stand_in`"
            ))
        })
    }

    /// What removes a container, which goes on when its client has ended.
    pub(super) fn remove(self, container: &str) -> Command {
        let mut command = Command::new(self.name());
        command.args(["rm", "--force", container]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn answers(self) -> bool {
        let mut command = Command::new(self.name());
        command.args(["version", "--format", "{{.Server.Version}}"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }
}
