//! Reads what an attempt has left, as Flyte does (flytepropeller `nodes/task/handler.go`, flyteplugins
//! `ioutils/remote_file_output_reader.go`).

use super::{Folder, report, system};
use crate::entity::{Entity, Failure, Recoverable};
use crate::external::{End, Ended};
use crate::storage::Location;
use crate::types::wire;
use aileron_idl::core::{Literal, LiteralMap, literal::Value};
use aileron_idl::prost::Message;
use std::ffi::OsStr;
use std::io;
use std::process::ExitStatus;

/// The largest literal in a file of its own, in bytes.
const LARGEST: u64 = i32::MAX as u64;

/// What the error of a task ends with that the system gave no memory (Linux `ENOMEM`).
const NO_MEMORY: &str = "(os error 12)";

/// The outputs of an attempt whose process has ended by itself, or its failure. `memory` is how much it was allowed to use.
pub(super) fn read(
    task: &Entity,
    folder: &Folder<'_>,
    ended: &Ended,
    memory: Option<u64>,
) -> Result<Vec<Literal>, Failure> {
    let ran_out = || ended.ran_out && memory.is_some();
    if let End::Exited(status) = ended.end
        && !status.success()
    {
        // Flyte reads no files then.
        return Err(if ran_out() {
            Failure::OutOfMemory { limit: memory }
        } else {
            crashed(status, &ended.log)
        });
    }
    match folder.read("error.pb") {
        Ok(_) if ran_out() => return Err(Failure::OutOfMemory { limit: memory }),
        Ok(document) => {
            let failure = report::failure(&document);
            let is_refused = memory.is_some() && failure.to_string().contains(NO_MEMORY);
            return Err(if is_refused { Failure::OutOfMemory { limit: memory } } else { failure });
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(unread("error.pb", &error)),
    }
    let outputs = task.outputs();
    if outputs.is_empty() {
        return Ok(Vec::new());
    }
    let written = match folder.read("outputs.pb") {
        Ok(written) => written,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let text = "the task's process ended with success, but it wrote neither `outputs.pb` nor `error.pb`: another \
                        process may have ended in its place";
            return Err(Failure::User(Recoverable(text).into()));
        }
        Err(error) => return Err(unread("outputs.pb", &error)),
    };
    let mut written = LiteralMap::decode(&*written).map_err(|error| unread("outputs.pb", &error))?;
    let take = |name: String| {
        let missing = || Recoverable(format!("the output `{name}` is not in its `outputs.pb`"));
        let literal = written.literals.remove(&name).ok_or_else(|| Failure::User(missing().into()))?;
        whole(&name, literal)
    };
    outputs.into_iter().map(|output| output.name).map(take).collect()
}

/// The literal, fetched if it is in a file of its own, as a large output is.
fn whole(name: &str, literal: Literal) -> Result<Literal, Failure> {
    let Some(Value::OffloadedMetadata(metadata)) = &literal.value else { return Ok(literal) };
    let file = Location::parse(OsStr::new(&metadata.uri)).and_then(|location| location.read(LARGEST));
    let read = file.map_err(system)?;
    let value = wire::literal(&read).map_err(|error| {
        system(format_args!("the output `{name}` in `{}` can't be read: {error}", metadata.uri))
    })?;
    // The hash of the literal with the address is that of the value.
    Ok(Literal { hash: literal.hash, ..value })
}

/// The failure of a process that reports its end by its status alone. Flyte takes that for a failure of the system
/// (flyteplugins `flytek8s/pod_helper.go`).
fn crashed(status: ExitStatus, log: &str) -> Failure {
    let tail = if log.is_empty() { String::new() } else { format!("; the end of its log:\n{log}") };
    system(format_args!("the task's process ended with {status}, before it could report why{tail}"))
}

fn unread(name: &str, error: &dyn std::fmt::Display) -> Failure {
    system(format_args!("the `{name}` of the task's process can't be read: {error}"))
}
