//! One attempt of a task that is the work of a container.

use super::docker::Call;
use super::engine::{self, Engine};
use super::process::{self, End};
use super::room::{Room, failed};
use super::signals::Watch;
use super::words::Words;
use super::{ExternalError, copilot};
use crate::Context;
use crate::entity::{Container, Data, Entity, Settings};
use crate::program::Program;
use crate::spec::{configured_images, image_of};
use crate::storage::random;
use aileron_idl::core::container_error::Kind;
use aileron_idl::core::{ErrorDocument, Literal, LiteralMap};
use aileron_idl::prost::Message;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// What is there where no program was set up: in a test.
static NO_PROGRAM: Program = Program { name: "", version: "", about: "", binary: "", images: &[] };

/// Runs the container once.
///
/// # Errors
/// When it can't be run, fails, or leaves no outputs.
pub(super) fn run(
    task: &Entity,
    settings: &'static Settings,
    own: &'static Container,
    inputs: &LiteralMap,
) -> Result<Vec<Literal>, ExternalError> {
    let engine = Engine::current(&task.name())?;
    let watch = Watch::begin();
    let attempt = Attempt {
        engine,
        task,
        settings,
        own,
        room: Room::new()?,
        raw: Context::current().files().folder().to_string(),
    };
    attempt.write(inputs)?;
    let words = attempt.words(inputs)?;
    let container = format!("aileron-{}", random::name());
    let command = attempt.command(&words, &container)?;
    let ended = process::run(command, settings.timeout, &watch);
    if engine != Engine::Process && !matches!(ended, Ok((End::Exited(_), _))) {
        remove(engine, &container);
    }
    let (end, log) = ended.map_err(|error| attempt.not_started(&words, &error))?;
    process::judge(&end, &log, settings.timeout)?;
    attempt.outputs()
}

pub(super) struct Attempt<'a> {
    pub(super) engine: Engine,
    pub(super) task: &'a Entity,
    pub(super) settings: &'static Settings,
    pub(super) own: &'static Container,
    pub(super) room: Room,
    /// Where the program may leave files.
    pub(super) raw: String,
}

impl Attempt<'_> {
    /// The inputs as Flyte writes them, and as files.
    fn write(&self, inputs: &LiteralMap) -> Result<(), ExternalError> {
        let file = self.room.path("inputs.pb");
        fs::write(&file, inputs.encode_to_vec()).map_err(|error| failed(&file, &error))?;
        let raw = Path::new(&self.raw);
        fs::create_dir_all(raw).map_err(|error| failed(raw, &error))?;
        match &self.own.data {
            Some(data) => {
                copilot::download(inputs, &self.room.path("inputs"), &self.seen(data, "inputs"), data.format)
            }
            None => Ok(()),
        }
    }

    /// The path of that folder as the program sees it.
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
                "`{}` has arguments but no `command`, so that its image's own entrypoint would run, which a process of \
                 this machine doesn't know: write a `command`, or run it by `--containers=docker`",
                self.task.name()
            )));
        };
        let mut command = Command::new(absolute(program));
        command.args(all).envs(words.env.iter().map(|(name, value)| (name, value)));
        command.current_dir(self.room.path("work"));
        Ok(command)
    }

    fn engine_command(&self, words: &Words, container: &str) -> Result<Command, ExternalError> {
        let images = configured_images(&[], None, engine::program().unwrap_or(&NO_PROGRAM));
        let image = images.and_then(|images| image_of(self.settings, &images)).map_err(ExternalError::new)?;
        let same = |path: String| (path.clone(), path);
        let mut folders =
            vec![same(self.room.folder().to_string_lossy().into_owned()), same(self.raw.clone())];
        if let Some(data) = &self.own.data {
            folders.push((self.room.text("inputs"), data.inputs.to_owned()));
            folders.push((self.room.text("outputs"), data.outputs.to_owned()));
        }
        let (arguments, env) = (&words.arguments, &words.env);
        let call = Call {
            name: container,
            image: &image,
            command: &words.command,
            arguments,
            env,
            folders: &folders,
        };
        let mut command = Command::new(self.engine.name());
        command.args(call.arguments());
        Ok(command)
    }

    fn not_started(&self, words: &Words, error: &std::io::Error) -> ExternalError {
        let program = match self.engine {
            Engine::Process => words.command.first().map_or("", String::as_str),
            engine => engine.name(),
        };
        ExternalError::new(format_args!("`{program}` can't be started on this machine: {error}"))
    }

    fn outputs(&self) -> Result<Vec<Literal>, ExternalError> {
        let outputs = self.task.outputs();
        if self.own.data.is_some() {
            return copilot::upload(&outputs, &self.room.path("outputs"));
        }
        if let Ok(bytes) = fs::read(self.room.path("0/error.pb")) {
            let document = ErrorDocument::decode(&*bytes).map_err(|error| {
                ExternalError::passing(format_args!("its error.pb can't be read: {error}"))
            })?;
            let error = document.error.unwrap_or_default();
            let told =
                if error.kind() == Kind::Recoverable { ExternalError::passing } else { ExternalError::new };
            return Err(told(format_args!("it wrote error.pb: {}", error.message)));
        }
        if outputs.is_empty() {
            return Ok(Vec::new());
        }
        let bytes = fs::read(self.room.path("0/outputs.pb")).map_err(|error| {
            ExternalError::passing(format_args!("it wrote no outputs.pb to `{{{{.outputPrefix}}}}`: {error}"))
        })?;
        let mut written = LiteralMap::decode(&*bytes)
            .map_err(|error| ExternalError::passing(format_args!("its outputs.pb can't be read: {error}")))?;
        let take = |name: &str| {
            let missing =
                || ExternalError::passing(format_args!("the output `{name}` is not in its outputs.pb"));
            written.literals.remove(name).ok_or_else(missing)
        };
        outputs.iter().map(|output| output.name.as_str()).map(take).collect()
    }
}

impl Drop for Attempt<'_> {
    /// Where the program left no files of its own, nothing else is left.
    fn drop(&mut self) {
        let _ = Path::new(&self.raw).ancestors().take(3).try_for_each(fs::remove_dir);
    }
}

/// A program that is named by a path is meant from where this one was called.
fn absolute(program: &str) -> std::path::PathBuf {
    let path = Path::new(program);
    if !program.contains('/') {
        return path.to_owned();
    }
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// A container that has not ended by itself goes on without its client.
fn remove(engine: Engine, container: &str) {
    let mut command = Command::new(engine.name());
    command.args(["rm", "--force", container]);
    let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}
