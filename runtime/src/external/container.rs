//! Runs one attempt of a container task.

use super::container_attempt::ContainerAttempt;
use super::docker::ContainerRun;
use super::process::{self, Bounds, End, Ended, Timeout};
use super::room::{self, Room, failed};
use super::signals::Watch;
use super::words::Words;
use super::{ExternalError, addresses, copilot, environment, left};
use crate::Context;
use crate::entity::{Container, Data, Entity, Settings};
use crate::images;
use crate::program::ProgramInfo;
use crate::setup::Engine;
use crate::storage::random;
use aileron_idl::core::container_error::Kind;
use aileron_idl::core::{ErrorDocument, Literal, LiteralMap};
use aileron_idl::prost::Message;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Where a container finds the files of its secrets (flytepropeller `pkg/webhook/utils.go`).
const SECRETS: &str = "/etc/flyte/secrets";

/// Runs the container once, with the image of `pictured`.
///
/// # Errors
/// Fails if the container can't be run, fails, or writes no outputs.
pub(super) fn run(
    task: &Entity,
    settings: &'static Settings,
    pictured: &'static Settings,
    timeout: Option<Timeout>,
    own: &'static Container,
    label: Option<&str>,
    inputs: &LiteralMap,
) -> Result<Vec<Literal>, ExternalError> {
    let engine = Engine::current(task.name)?;
    let room = match engine {
        Engine::Process => Room::for_processes(),
        Engine::Docker | Engine::Podman => Room::for_a_container(),
    }?;
    let raw = Context::current().files().folder().map_err(ExternalError::of_system)?.to_string();
    let attempt = ContainerAttempt { engine, task, settings, pictured, own, room, raw };
    attempt.write(inputs)?;
    let words = attempt.words(inputs)?;
    let container = format!("aileron-{}", random::name());
    let command = attempt.command(&words, &container)?;
    let in_container = (engine != Engine::Process).then_some((engine, &*container));
    let watch = Watch::begin(in_container);
    let bounds = Bounds { time: timeout.map(|timeout| timeout.left), ..Bounds::default() };
    let ended = process::run(command, bounds, label, &watch);
    if let Some((engine, container)) = in_container
        && !matches!(ended, Ok(Ended { end: End::Exited(_), .. }))
    {
        let _ = engine.remove(container).status();
    }
    drop(watch);
    let ended = ended.map_err(|error| attempt.not_started(&words, error))?;
    process::judge(&ended, timeout.map(|timeout| timeout.whole))?;
    attempt.outputs(inputs)
}

impl ContainerAttempt<'_> {
    /// Writes the inputs: Flyte's `inputs.pb`, and a file for each input.
    fn write(&self, inputs: &LiteralMap) -> Result<(), ExternalError> {
        let file = self.room.path("inputs.pb");
        fs::write(&file, inputs.encode_to_vec()).map_err(|error| failed(&file, error))?;
        let raw = Path::new(&self.raw);
        fs::create_dir_all(raw).map_err(|error| failed(raw, error))?;
        if let Some(data) = &self.own.data {
            let folder = self.room.path("inputs");
            copilot::download(inputs, &folder, &self.seen(data, "inputs"), data.format)?;
        }
        if self.engine == Engine::Process {
            return Ok(());
        }
        room::open(raw, 0o777)?;
        let folder = self.room.path("");
        room::share(&folder).map_err(|error| failed(&folder, error))
    }

    /// The path of the folder as the program sees it.
    fn seen(&self, data: &Data, folder: &str) -> String {
        match self.engine {
            Engine::Process => self.room.text(folder),
            _ if folder == "inputs" => data.inputs.to_owned(),
            _ => data.outputs.to_owned(),
        }
    }

    fn command(&self, words: &Words, container: &str) -> Result<Command, ExternalError> {
        if self.engine != Engine::Process {
            return self.engine_command(words, container);
        }
        let mut all = words.command.iter().chain(&words.arguments);
        let Some(program) = all.next().filter(|_| !words.command.is_empty()) else {
            return Err(ExternalError::new(format_args!(
                "`{}` has arguments but no `command`, so its image's own entrypoint has to run, which a process on this machine \
                 can't do; write a `command`, or use `--containers=docker`",
                self.task.name
            )));
        };
        let mut command = Command::new(absolute(program));
        command.args(all).current_dir(self.room.path("work"));
        command.env_clear().envs(environment::inherited()).env("TMPDIR", self.room.text("tmp"));
        command.envs(environment::secrets(self.settings, &self.room, &self.room.text("secrets"))?);
        command.envs(words.env.iter().map(|(name, value)| (name, value)));
        Ok(command)
    }

    fn engine_command(&self, words: &Words, container: &str) -> Result<Command, ExternalError> {
        let program = Context::current().setup().program.unwrap_or(ProgramInfo::NONE);
        let configured = images::configured(&[], None, program);
        let image = configured
            .and_then(|configured| images::of_task(self.pictured, &configured))
            .map_err(ExternalError::new)?;
        let same = |path: String| (path.clone(), path);
        let mut folders = vec![same(self.room.seen()), same(self.raw.clone())];
        if let Some(data) = &self.own.data {
            folders.push((self.room.text("inputs"), data.inputs.to_owned()));
            folders.push((self.room.text("outputs"), data.outputs.to_owned()));
        }
        let secrets = environment::secrets(self.settings, &self.room, SECRETS)?;
        let files = self.room.path("secrets");
        if files.exists() {
            room::share(&self.room.path("")).map_err(|error| failed(&files, error))?;
            folders.push((self.room.text("secrets"), SECRETS.to_owned()));
        }
        let secrets: Vec<_> = secrets.into_iter().map(|(name, value)| (name, value.into())).collect();
        let passed = [environment::passed(), secrets].concat();
        let names: Vec<_> = passed.iter().map(|(name, _)| name.clone()).collect();
        let call = ContainerRun {
            name: container,
            image: &image,
            command: &words.command,
            arguments: &words.arguments,
            env: &words.env,
            passed: &names,
            folders: &folders,
        };
        let mut command = Command::new(self.engine.name());
        command.args(call.arguments()).envs(passed);
        Ok(command)
    }

    fn not_started(&self, words: &Words, error: std::io::Error) -> ExternalError {
        let program = match self.engine {
            Engine::Process => words.command.first().map_or("", String::as_str),
            engine => engine.name(),
        };
        let message = format_args!("`{program}` can't be started on this machine: {error}");
        ExternalError::of_system(message).because(error)
    }

    fn outputs(&self, inputs: &LiteralMap) -> Result<Vec<Literal>, ExternalError> {
        let outputs = self.task.outputs();
        if self.own.data.is_some() {
            return copilot::upload(&outputs, &self.room.path("outputs"));
        }
        let (folder, error) = (self.room.path("0"), self.room.path("0/error.pb"));
        if left::is_there(&error) {
            return Err(reported_error(left::read(&folder, &error)));
        }
        if outputs.is_empty() {
            return Ok(Vec::new());
        }
        let written = self.room.path("0/outputs.pb");
        if !left::is_there(&written) {
            return Err(ExternalError::passing("it wrote no outputs.pb to `{{.outputPrefix}}`"));
        }
        let bytes = left::read(&folder, &written)
            .map_err(|why| ExternalError::passing(format_args!("its outputs.pb {why}")))?;
        let mut written = LiteralMap::decode(&*bytes).map_err(|error| {
            ExternalError::passing(format_args!("its outputs.pb can't be read: {error}")).because(error)
        })?;
        let take = |name: &str| {
            let missing =
                || ExternalError::passing(format_args!("the output `{name}` is not in its outputs.pb"));
            let literal = written.literals.remove(name).ok_or_else(missing)?;
            addresses::check(&literal, inputs, Path::new(&self.raw))
                .map_err(|why| ExternalError::passing(format_args!("the output `{name}` {why}")))?;
            Ok(literal)
        };
        outputs.iter().map(|output| output.name.as_str()).map(take).collect()
    }
}

/// The error in the program's `error.pb`.
fn reported_error(bytes: Result<Vec<u8>, String>) -> ExternalError {
    let document = bytes
        .and_then(|bytes| ErrorDocument::decode(&*bytes).map_err(|error| format!("can't be read: {error}")));
    match document.map(|document| document.error.unwrap_or_default()) {
        Err(why) => ExternalError::passing(format_args!("its error.pb {why}")),
        Ok(error) => {
            let with_kind =
                if error.kind() == Kind::Recoverable { ExternalError::passing } else { ExternalError::new };
            with_kind(format_args!("it wrote error.pb: {}", error.message))
        }
    }
}

/// The absolute path of a program. A relative path starts at this program's working directory.
fn absolute(program: &str) -> std::path::PathBuf {
    let path = Path::new(program);
    if !program.contains('/') {
        return path.to_owned();
    }
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
