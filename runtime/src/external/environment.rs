//! The environment of a process or container on this machine that runs a task: what the task's container would have,
//! and no more.
//!
//! This program's own environment holds what the user's shell has, such as keys and passwords. Nothing of that exists
//! on Flyte, so it is not passed on. In a container of this program, the environment is the container's, and is
//! passed on.

use super::ExternalError;
use super::engine;
use super::room::{Room, failed};
use crate::Context;
use crate::SecretError;
use crate::entity::{Entity, Mount, Secret, Settings};
use crate::pod::environment;
use crate::storage::name;
use aileron_idl::core::{Identifier, KeyValuePair};
use std::ffi::{OsStr, OsString};
use std::fs;

/// The name for ids that exist only on Flyte (flytekit `core/context_manager.py`).
const LOCAL: &str = "local";
/// The variables that every container has or programs need; variables `LC_…` are passed on as well.
const INHERITED: [&str; 4] = ["HOME", "LANG", "PATH", "TZ"];

type Variables<T> = Vec<(String, T)>;

/// The variables of this program's environment that a process on this machine gets.
pub(crate) fn inherited() -> Vec<(OsString, OsString)> {
    let of_a_container = |name: &OsStr| {
        INHERITED.iter().any(|inherited| name == *inherited) || name.as_encoded_bytes().starts_with(b"LC_")
    };
    let own = std::env::vars_os().filter(|(name, _)| of_a_container(name));
    own.chain(passed().into_iter().map(|(name, value)| (name.into(), value))).collect()
}

/// The variables that the user wants to pass on.
pub(super) fn passed() -> Variables<OsString> {
    let names = engine::pass_env().into_iter();
    names.filter_map(|name| std::env::var_os(&name).map(|value| (name, value))).collect()
}

/// The secrets that the task declares, if this machine has them: in the variables that Flyte would set, or in files
/// of the room. Returns the folder of these files as well (flytepropeller `pkg/webhook`).
pub(crate) fn secrets(
    settings: &Settings,
    room: &Room,
    seen: &str,
) -> Result<Variables<String>, ExternalError> {
    let mut variables = Variables::new();
    for secret in settings.secrets {
        let value = match Context::current().secret(secret.group, secret.key) {
            Ok(value) => value,
            // The program that needs the secret reports that it is missing.
            Err(SecretError::Missing { .. }) => continue,
            Err(error) => return Err(ExternalError::new(error)),
        };
        let named = if secret.mount == Mount::File {
            variables.push(("FLYTE_SECRETS_DEFAULT_DIR".to_owned(), seen.to_owned()));
            variables.push(("FLYTE_SECRETS_FILE_PREFIX".to_owned(), String::new()));
            format!("{seen}/{}", write(secret, &value, room)?)
        } else {
            variables.push((variable(secret), value.clone()));
            value
        };
        if !secret.env_var.is_empty() {
            variables.push((secret.env_var.to_owned(), named));
        }
    }
    Ok(variables)
}

/// Writes a secret to its file, below the folder for all secrets.
fn write(secret: &Secret, value: &str, room: &Room) -> Result<String, ExternalError> {
    let parts = [secret.group, secret.key].into_iter().filter(|part| !part.is_empty());
    let file = parts.collect::<Vec<_>>().join("/").to_lowercase();
    if !name::leads_down(&file) {
        return Err(ExternalError::new(format_args!(
            "the secret `{file}` can't be written, since its name can't be a file name"
        )));
    }
    let path = room.path("secrets").join(&file);
    let written = fs::create_dir_all(path.parent().unwrap_or(&path)).and_then(|()| fs::write(&path, value));
    written.map_err(|error| failed(&path, error))?;
    Ok(file)
}

fn variable(secret: &Secret) -> String {
    let parts = ["_FSEC", secret.group, secret.key];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_").to_uppercase()
}

/// The task's own variables and those that Flyte sets, except what only an installation knows.
pub(super) fn of_flyte(
    task: &Entity,
    settings: &Settings,
    mapped: impl Fn(&str) -> String,
) -> Variables<String> {
    let pair = |(key, value): &(&str, &str)| KeyValuePair { key: (*key).into(), value: mapped(value) };
    of_container(task, &settings.env.iter().map(pair).collect::<Vec<_>>())
}

/// These variables of the task's container and those that Flyte sets, except what only an installation knows.
pub(crate) fn of_container(task: &Entity, own: &[KeyValuePair]) -> Variables<String> {
    let local = LOCAL.to_owned();
    let id = Identifier {
        project: local.clone(),
        domain: local.clone(),
        name: task.name.to_owned(),
        version: local,
        ..Identifier::default()
    };
    super::variables::environment(environment::variables(own, &id, LOCAL, Context::current().attempt()))
}
