//! The environment's variables.

use std::str::FromStr;
use std::time::Duration;

/// The variable's text, unless it is empty.
pub(super) fn text(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The variable's value.
///
/// # Errors
/// When it doesn't read.
pub(super) fn value<T: FromStr>(name: &str, what: &str) -> Result<Option<T>, String> {
    let Some(text) = text(name) else { return Ok(None) };
    text.trim()
        .parse()
        .map(Some)
        .map_err(|_| format!("the environment's {name} is `{text}`, which is no {what}"))
}

pub(super) fn seconds(name: &str) -> Result<Option<Duration>, String> {
    Ok(value::<u32>(name, "whole number of seconds")?.map(|seconds| Duration::from_secs(seconds.into())))
}
