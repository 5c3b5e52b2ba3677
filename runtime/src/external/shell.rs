//! Runs one attempt of a shell task.

use super::process::{self, Bounds, Timeout};
use super::room::{Room, failed};
use super::signals::Watch;
use super::{ExternalError, environment, left};
use crate::Context;
use crate::data::{Any, Directory, File};
use crate::entity::{Entity, Script, Settings, Variable};
use crate::types::{self, FlyteType, json, literal};
use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::{BlobType, Literal, LiteralMap, literal::Value, literal_type::Type, scalar};
use serde_json::Value as Json;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The largest variable of a process, in bytes (Linux `MAX_ARG_STRLEN`).
const LARGEST: usize = 128 * 1024 - 1;

/// Runs the script once.
///
/// # Errors
/// Fails if the script can't be run, fails, or writes no outputs.
pub(super) fn run(
    task: &Entity,
    settings: &Settings,
    timeout: Option<Timeout>,
    script: &Script,
    label: Option<&str>,
    inputs: &LiteralMap,
) -> Result<Vec<Literal>, ExternalError> {
    let room = Room::for_processes()?;
    let file = room.path("script");
    fs::write(&file, script.text).map_err(|error| failed(&file, error))?;
    let mut command = Command::new(script.shell);
    command.arg("-eu").arg(room.text("script")).current_dir(room.path("work"));
    if Context::current().is_local() {
        command.env_clear().envs(environment::inherited()).env("TMPDIR", room.text("tmp"));
        command.envs(environment::secrets(settings, &room, &room.text("secrets"))?);
        command.envs(environment::of_flyte(task, settings, str::to_owned));
    }
    command.env("outputs", room.text("outputs"));
    for (name, literal) in &inputs.literals {
        let value = variable(literal).map_err(|why| {
            ExternalError::new(format_args!(
                "the input `{name}` can't be passed as a variable of the script: {why}"
            ))
        })?;
        command.env(format!("inputs_{name}"), value);
    }
    let watch = Watch::begin(None);
    let bounds = Bounds { time: timeout.map(|timeout| timeout.left), ..Bounds::default() };
    let ended = process::run(command, bounds, label, &watch).map_err(|error| {
        let message = format_args!("the shell `{}` can't be started: {error}", script.shell);
        ExternalError::of_system(message).because(error)
    })?;
    drop(watch);
    process::judge(&ended, timeout.map(|timeout| timeout.whole))?;
    task.outputs().iter().map(|output| self::output(output, &room.path("outputs"))).collect()
}

/// The value as a variable of the script: a string unchanged; a number, boolean, datetime or duration as `run` takes
/// it; a file or directory as its path on this machine; none as an empty string; everything else as JSON.
fn variable(literal: &Literal) -> Result<OsString, String> {
    let literal = literal::unwrap_union(literal.clone());
    if let Some(scalar::Value::Blob(blob)) = literal::scalar_in(&literal) {
        let ty = blob.metadata.as_ref().and_then(|metadata| metadata.r#type.as_ref());
        let path = if ty.is_some_and(is_directory) {
            Directory::<Any>::from_literal(literal).map_err(|error| error.to_string())?.path()
        } else {
            File::<Any>::from_literal(literal).map_err(|error| error.to_string())?.path()
        };
        return path.map_err(|error| error.to_string()).and_then(|path| present(&path));
    }
    let text = match json::write(&literal) {
        Json::String(text) => text,
        Json::Null => String::new(),
        other => other.to_string(),
    };
    if text.contains('\0') {
        return Err("it contains the character NUL".to_owned());
    }
    if text.len() > LARGEST {
        return Err(format!(
            "it has {} bytes, but at most {LARGEST} are possible; take it as a `File`",
            text.len()
        ));
    }
    Ok(text.into())
}

/// The absolute path, since the script runs in another folder.
fn present(path: &Path) -> Result<OsString, String> {
    let whole = std::path::absolute(path).and_then(|whole| fs::metadata(&whole).map(|_| whole));
    whole.map(OsString::from).map_err(|error| format!("`{}` can't be read: {error}", path.display()))
}

fn is_directory(ty: &BlobType) -> bool {
    ty.dimensionality == BlobDimensionality::Multipart as i32
}

/// Reads an output from its file, in the form that `run` takes. For a file or a directory, it is the output itself.
fn output(output: &Variable, folder: &Path) -> Result<Literal, ExternalError> {
    let path = folder.join(&output.name);
    let failed = |why: String| ExternalError::passing(format_args!("the output `{}` {why}", output.name));
    if !left::is_there(&path) {
        return Err(failed(format!("is missing; the script has to write it to `$outputs/{}`", output.name)));
    }
    if let Some(Type::Blob(ty)) = &output.ty.r#type {
        left::look(folder, &path).map_err(failed)?;
        let literal = if is_directory(ty) {
            Directory::<Any>::new(path).into_literal()
        } else {
            File::<Any>::new(path).into_literal()
        };
        return literal
            .map(|literal| with_type(literal, ty))
            .map_err(|error| failed(format!("can't be stored: {error}")));
    }
    let text = left::read(folder, &path).map_err(failed)?;
    let text = String::from_utf8(text).map_err(|error| failed(format!("can't be read: {error}")))?;
    // Most programs end the last line with a line break that is not part of the value.
    let text = text.strip_suffix('\n').unwrap_or(&text);
    types::parse(text, &output.ty).map_err(|error| failed(format!("can't be read: {error}")))
}

/// The blob with the declared type.
fn with_type(mut literal: Literal, ty: &BlobType) -> Literal {
    if let Some(Value::Scalar(scalar)) = &mut literal.value
        && let Some(scalar::Value::Blob(blob)) = &mut scalar.value
        && let Some(metadata) = &mut blob.metadata
    {
        metadata.r#type = Some(ty.clone());
    }
    literal
}
