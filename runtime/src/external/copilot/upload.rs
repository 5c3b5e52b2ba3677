//! Files as outputs (flytecopilot `data/upload.go`, flyteidl `coreutils/literals.go`).

use super::span;
use crate::data::{Any, Directory, File};
use crate::entity::Variable;
use crate::external::ExternalError;
use crate::types::{FlyteError, FlyteType, literal, name};
use aileron_idl::core::{Literal, SimpleType, literal_type::Type};
use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use std::fs;
use std::path::{Path, PathBuf};

/// The file by which a program tells that it failed.
const ERROR: &str = "_ERROR";
const LARGEST_ERROR: u64 = 1 << 20;
/// No other value than a file or a directory is larger.
const LARGEST_VALUE: u64 = 1024;

/// Reads each output from the file of its name.
///
/// # Errors
/// When the program left a file `_ERROR`, or an output is missing or no value of its type.
pub(in crate::external) fn upload(
    outputs: &[Variable],
    folder: &Path,
) -> Result<Vec<Literal>, ExternalError> {
    refuse_error(&folder.join(ERROR))?;
    let read = |output: &Variable| {
        read(output, &folder.join(&output.name))
            .map_err(|why| ExternalError::passing(format_args!("the output `{}` {why}", output.name)))
    };
    outputs.iter().map(read).collect()
}

fn refuse_error(path: &Path) -> Result<(), ExternalError> {
    let Ok(metadata) = fs::metadata(path) else { return Ok(()) };
    if metadata.is_dir() || metadata.len() > LARGEST_ERROR {
        return Err(ExternalError::passing("it left an `_ERROR` that is no file of up to 1 MB"));
    }
    let text = fs::read(path).unwrap_or_default();
    Err(ExternalError::passing(format_args!(
        "it left an `_ERROR`: {}",
        String::from_utf8_lossy(&text).trim()
    )))
}

fn read(output: &Variable, path: &Path) -> Result<Literal, String> {
    let path = find(path)?;
    match &output.ty.r#type {
        Some(Type::Blob(_)) => blob(&path),
        Some(Type::Simple(kind)) => {
            let kind = SimpleType::try_from(*kind).unwrap_or_default();
            let text = text(&path)?;
            simple(kind, text.trim_matches([' ', '\n', '\t']))
                .ok_or_else(|| format!("is {text:?}, which is no {}", name(&output.ty)))
        }
        _ => Err(format!("is a {}, which co-pilot reads from no file", name(&output.ty))),
    }
}

/// The file, or the only one that has its name and an extension.
fn find(path: &Path) -> Result<PathBuf, String> {
    if path.exists() {
        return Ok(path.to_owned());
    }
    let stem = path.file_name().unwrap_or_default().to_string_lossy().into_owned() + ".";
    let siblings = path.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut named = siblings.filter(|entry| entry.file_name().to_string_lossy().starts_with(&stem));
    match (named.next(), named.next()) {
        (Some(only), None) => Ok(only.path()),
        (Some(_), Some(_)) => Err(format!("is several files, `{stem}…`: write one")),
        _ => Err(format!("is missing: it has to be written to `{}`", path.display())),
    }
}

fn text(path: &Path) -> Result<String, String> {
    let metadata = fs::metadata(path).map_err(|error| format!("can't be read: {error}"))?;
    if metadata.is_dir() {
        return Err("is a directory, where a file is wanted".to_owned());
    }
    if metadata.len() > LARGEST_VALUE {
        return Err(format!(
            "has {} bytes, and co-pilot takes {LARGEST_VALUE} at most: let the task return a `File`",
            metadata.len()
        ));
    }
    fs::read_to_string(path).map_err(|error| format!("can't be read: {error}"))
}

fn blob(path: &Path) -> Result<Literal, String> {
    let literal = if path.is_dir() {
        let mut entries = fs::read_dir(path).map_err(|error| format!("can't be read: {error}"))?.flatten();
        if let Some(inner) = entries.find(|entry| entry.path().is_dir()) {
            return Err(format!(
                "holds the directory `{}`, and co-pilot would put its files beside the others: leave files only",
                inner.file_name().display()
            ));
        }
        Directory::<Any>::new(path).into_literal()
    } else {
        File::<Any>::new(path).into_literal()
    };
    literal.map_err(|error| format!("can't be kept: {error}"))
}

fn simple(kind: SimpleType, text: &str) -> Option<Literal> {
    let value = match kind {
        SimpleType::Integer => text.parse::<i64>().ok()?.into_literal(),
        SimpleType::Float => float(text)?.into_literal(),
        SimpleType::Boolean => boolean(text)?.into_literal(),
        SimpleType::String => text.to_owned().into_literal(),
        SimpleType::Datetime => DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc).into_literal(),
        SimpleType::Duration => span::parse(text)?.into_literal(),
        SimpleType::Struct => {
            serde_json::from_slice::<Json>(text.as_bytes()).ok().filter(Json::is_object)?.into_literal()
        }
        SimpleType::Error => FlyteError { message: text.to_owned(), ..FlyteError::default() }.into_literal(),
        SimpleType::None => Ok(literal::none()),
        SimpleType::Binary => return None,
    };
    value.ok()
}

/// What is too large is no number, where Rust would take it for an infinity.
fn float(text: &str) -> Option<f64> {
    let value: f64 = text.parse().ok()?;
    let overflows = value.is_infinite() && text.contains(|c: char| c.is_ascii_digit());
    (!overflows).then_some(value)
}

/// What Go takes for one (`strconv.ParseBool`).
fn boolean(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_go_reads_them() {
        for (kind, good, bad) in [
            (
                SimpleType::Integer,
                &["3", "-3", "+3"][..],
                &["", "3.0", "0x3", "1_000", "9223372036854775808"][..],
            ),
            (SimpleType::Float, &["3", ".5", "1e3", "inf", "-Infinity", "NaN"], &["", "1e999", "1,5", "3f"]),
            (SimpleType::Boolean, &["1", "t", "True", "FALSE"], &["", "yes", "tRUE"]),
            (
                SimpleType::Datetime,
                &["2026-01-31T08:00:00Z", "2026-01-31T08:00:00.5+02:00"],
                &["2026-01-31", ""],
            ),
            (SimpleType::Duration, &["1h30m", "-5ms", "0"], &["1d", "5", ""]),
            (SimpleType::Struct, &["{}", "{\"a\": [1]}"], &["[]", "3", "{"]),
            (SimpleType::String, &["", "a b", "\"a\""], &[]),
        ] {
            for text in good {
                assert!(simple(kind, text).is_some(), "{kind:?} {text:?}");
            }
            for text in bad {
                assert!(simple(kind, text).is_none(), "{kind:?} {text:?}");
            }
        }
    }
}
