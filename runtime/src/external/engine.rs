//! Finds what can run containers on this machine.

use super::ExternalError;
use crate::Context;
use crate::setup::Engine;
use aileron_grammar::suggest::did_you_mean;
use std::process::{Command, Stdio};

const VARIABLE: &str = "AILERON_CONTAINERS";
const PASS_ENV: &str = "AILERON_PASS_ENV";

/// The names of the variables that are passed on: those that the caller chose, else those in the environment, as in
/// `A,B`.
pub(super) fn pass_env() -> Vec<String> {
    let context = Context::current();
    if !context.setup().pass_env.is_empty() {
        return context.setup().pass_env.clone();
    }
    let names = std::env::var(PASS_ENV).unwrap_or_default();
    names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

impl Engine {
    /// The engine that the environment chooses.
    ///
    /// # Errors
    /// Fails if the environment names an unknown engine.
    pub(crate) fn from_environment() -> Result<Option<Self>, String> {
        let Some(name) = std::env::var_os(VARIABLE).filter(|name| !name.is_empty()) else { return Ok(None) };
        let name = name.to_string_lossy();
        let engine = Engine::named(&name).ok_or_else(|| {
            format!("`{name}` is not a value of `{VARIABLE}`; {}", did_you_mean(&name, Engine::NAMES))
        })?;
        Ok(Some(engine))
    }

    /// The chosen engine, else the first one that responds.
    ///
    /// # Errors
    /// Fails if there is none.
    pub(super) fn current(task: &str) -> Result<Self, ExternalError> {
        let context = Context::current();
        if let Some(engine) = context.setup().engine {
            return Ok(engine);
        }
        if let Some(engine) = Engine::from_environment().map_err(ExternalError::new)? {
            return Ok(engine);
        }
        let found = context
            .setup()
            .found
            .get_or_init(|| [Engine::Docker, Engine::Podman].into_iter().find(|engine| engine.answers()));
        found.ok_or_else(|| {
            ExternalError::new(format_args!(
                "`{task}` runs in a container, but neither Docker nor Podman responds on this machine; start one of them, or write \
                 `--containers=process` ({VARIABLE}=process for a test) to run its command as a process, or replace it in a test \
                 with `aileron::testing::stand_in`"
            ))
        })
    }

    /// The command that removes a container, since it keeps running after its client has ended.
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
