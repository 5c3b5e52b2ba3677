//! The environment of what does a task's work on this machine: what its container would have, and no more.
//!
//! The one of this program holds whatever its user has at hand, keys and passwords as well, and none of it is there on
//! Flyte. In a container of this program the environment is the container's already, and is handed on as it is.

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

/// The names of what is not on Flyte (flytekit `core/context_manager.py`).
const LOCAL: &str = "local";
/// What every container has, or could not miss; `LC_…` besides.
const GIVEN: [&str; 4] = ["HOME", "LANG", "PATH", "TZ"];

type Variables<T> = Vec<(String, T)>;

/// What a process of this machine has of this program's own environment.
pub(super) fn inherited() -> Vec<(OsString, OsString)> {
    let of_a_container = |name: &OsStr| {
        GIVEN.iter().any(|given| name == *given) || name.as_encoded_bytes().starts_with(b"LC_")
    };
    let own = std::env::vars_os().filter(|(name, _)| of_a_container(name));
    own.chain(passed().into_iter().map(|(name, value)| (name.into(), value))).collect()
}

/// What the user wants to be handed on.
pub(super) fn passed() -> Variables<OsString> {
    let names = engine::pass_env().into_iter();
    names.filter_map(|name| std::env::var_os(&name).map(|value| (name, value))).collect()
}

/// The secrets that the task asks for, as far as this machine has them: in the variables that Flyte would set, and in
/// files of the room, with the folder that holds them (flytepropeller `pkg/webhook`).
pub(super) fn secrets(
    settings: &Settings,
    room: &Room,
    seen: &str,
) -> Result<Variables<String>, ExternalError> {
    let mut variables = Variables::new();
    for secret in settings.secrets {
        let value = match Context::current().secret(secret.group, secret.key) {
            Ok(value) => value,
            // Who needs it will tell.
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

/// Writes the secret into its file, below the folder of all.
fn write(secret: &Secret, value: &str, room: &Room) -> Result<String, ExternalError> {
    let parts = [secret.group, secret.key].into_iter().filter(|part| !part.is_empty());
    let file = parts.collect::<Vec<_>>().join("/").to_lowercase();
    if !name::leads_down(&file) {
        return Err(ExternalError::new(format_args!("the secret `{file}` can't be a file of that name")));
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

/// The task's own variables, and those that Flyte sets, but for what only an installation knows.
pub(super) fn of_flyte(
    task: &Entity,
    settings: &Settings,
    mapped: impl Fn(&str) -> String,
) -> Variables<String> {
    let local = LOCAL.to_owned();
    let id = Identifier {
        project: local.clone(),
        domain: local.clone(),
        name: task.name(),
        version: local,
        ..Identifier::default()
    };
    let pair = |(key, value): &(&str, &str)| KeyValuePair { key: (*key).into(), value: mapped(value) };
    let own: Vec<_> = settings.env.iter().map(pair).collect();
    super::variables::environment(environment::variables(&own, &id, LOCAL, Context::current().attempt()))
}
