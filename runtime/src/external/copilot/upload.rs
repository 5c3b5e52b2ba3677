//! Reads outputs from files, as co-pilot does (flytecopilot `data/upload.go`, flyteidl `coreutils/literals.go`).

use super::span;
use crate::data::{Any, Directory, File};
use crate::entity::Variable;
use crate::external::{ExternalError, left};
use crate::types::{FlyteError, FlyteType, literal, name};
use aileron_idl::core::{Literal, SimpleType, literal_type::Type, scalar};
use chrono::{DateTime, Utc};
use serde_json::{Deserializer, Map, Value as Json};
use std::fs;
use std::path::{Path, PathBuf};

/// The file in which a program reports that it failed.
const ERROR: &str = "_ERROR";
const LARGEST_ERROR: u64 = 1 << 20;
/// The largest file of an output that is not a file or a directory, in bytes.
const LARGEST_VALUE: u64 = 1024;

/// Reads each output from the file with its name.
///
/// # Errors
/// Fails if the program left a file `_ERROR`, or an output is missing or is not a value of its type.
pub(in crate::external) fn upload(
    outputs: &[Variable],
    folder: &Path,
) -> Result<Vec<Literal>, ExternalError> {
    if outputs.is_empty() {
        // Without outputs, the folder is not looked at.
        return Ok(Vec::new());
    }
    refuse_error(folder)?;
    let read = |output: &Variable| {
        read(output, folder)
            .map_err(|why| ExternalError::passing(format_args!("the output `{}` {why}", output.name)))
    };
    outputs.iter().map(read).collect()
}

fn refuse_error(folder: &Path) -> Result<(), ExternalError> {
    let path = folder.join(ERROR);
    if !left::is_there(&path) {
        return Ok(());
    }
    let found = left::look(folder, &path);
    if !found.is_ok_and(|found| found.is_file() && found.len() <= LARGEST_ERROR) {
        return Err(ExternalError::passing("it left an `_ERROR` that is not a file of at most 1 MB"));
    }
    let text = left::read(folder, &path).unwrap_or_default();
    Err(ExternalError::passing(format_args!(
        "it left an `_ERROR`: {}",
        String::from_utf8_lossy(&text).trim()
    )))
}

fn read(output: &Variable, folder: &Path) -> Result<Literal, String> {
    let path = &folder.join(&output.name);
    let found = find(path)?;
    let metadata = left::look(folder, &found)?;
    match &output.ty.r#type {
        Some(Type::Blob(_)) => {
            // A file name's extension is not kept.
            fs::rename(&found, path).map_err(|error| format!("can't be stored: {error}"))?;
            blob(path)
        }
        Some(Type::Simple(kind)) => {
            let kind = SimpleType::try_from(*kind).unwrap_or_default();
            let text = text(folder, &found, &metadata)?;
            simple(kind, text.trim_matches([' ', '\n', '\t']))
                .ok_or_else(|| format!("is {text:?}, which is not a value of the type {}", name(&output.ty)))
        }
        _ => Err(format!("has the type {}, which co-pilot can't read from a file", name(&output.ty))),
    }
}

/// Finds the file with this name, or the only one with this name and an extension.
fn find(path: &Path) -> Result<PathBuf, String> {
    if left::is_there(path) {
        return Ok(path.to_owned());
    }
    let stem = path.file_name().unwrap_or_default().to_string_lossy().into_owned() + ".";
    let siblings = path.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut named = siblings.filter(|entry| entry.file_name().to_string_lossy().starts_with(&stem));
    match (named.next(), named.next()) {
        (Some(only), None) if only.path().is_dir() => Err(format!(
            "is missing: co-pilot takes a directory only without an extension, not `{}`",
            only.file_name().display()
        )),
        (Some(only), None) => Ok(only.path()),
        (Some(_), Some(_)) => Err(format!("is several files, `{stem}…`; write only one")),
        _ => Err(format!("is missing: the program has to write it to `{}`", path.display())),
    }
}

fn text(folder: &Path, path: &Path, metadata: &fs::Metadata) -> Result<String, String> {
    if metadata.is_dir() {
        return Err("is a directory instead of a file".to_owned());
    }
    if metadata.len() > LARGEST_VALUE {
        return Err(format!(
            "has {} bytes, but co-pilot takes at most {LARGEST_VALUE}; return a `File` instead",
            metadata.len()
        ));
    }
    String::from_utf8(left::read(folder, path)?).map_err(|error| format!("can't be read: {error}"))
}

fn blob(path: &Path) -> Result<Literal, String> {
    let literal = if path.is_dir() {
        let mut entries = fs::read_dir(path).map_err(|error| format!("can't be read: {error}"))?.flatten();
        if let Some(inner) = entries.find(|entry| entry.path().is_dir()) {
            return Err(format!(
                "contains the directory `{}`, but co-pilot would put its files next to the others; leave files only",
                inner.file_name().display()
            ));
        }
        Directory::<Any>::new(path).into_literal()
    } else {
        File::<Any>::new(path).into_literal()
    };
    literal.map_err(|error| format!("can't be stored: {error}"))
}

fn simple(kind: SimpleType, text: &str) -> Option<Literal> {
    let value = match kind {
        SimpleType::Integer => text.parse::<i64>().ok()?.into_literal(),
        SimpleType::Float => float(text)?.into_literal(),
        SimpleType::Boolean => boolean(text)?.into_literal(),
        SimpleType::String => text.to_owned().into_literal(),
        SimpleType::Datetime => datetime(text)?.into_literal(),
        SimpleType::Duration => span::parse(text)?.into_literal(),
        SimpleType::Struct => Ok(literal::scalar(scalar::Value::Generic(object(text)?.into()))),
        SimpleType::Error => FlyteError { message: text.to_owned(), ..FlyteError::default() }.into_literal(),
        SimpleType::None => Ok(literal::none()),
        SimpleType::Binary => return None,
    };
    value.ok()
}

/// Parses a float as Go does: underscores as in `1_000` are accepted, but not a `nan` with a sign, nor numbers for
/// which Rust returns infinity.
fn float(text: &str) -> Option<f64> {
    let mut groups = text.split('_').peekable();
    while let (Some(before), Some(after)) = (groups.next(), groups.peek()) {
        let digit = |c: char| c.is_ascii_digit();
        (before.ends_with(digit) && after.starts_with(digit)).then_some(())?;
    }
    let value: f64 = text.replace('_', "").parse().ok()?;
    let signed = value.is_nan() && text.starts_with(['+', '-']);
    let overflows = value.is_infinite() && text.contains(|c: char| c.is_ascii_digit());
    (!signed && !overflows).then_some(value)
}

/// Parses a datetime as Go does: a comma is accepted as decimal point, but not lower-case letters, a space or a leap
/// second.
fn datetime(text: &str) -> Option<DateTime<Utc>> {
    let strict = !text.contains(|c: char| c.is_ascii_lowercase() || c == ' ');
    let moment = DateTime::parse_from_rfc3339(&text.replacen(',', ".", 1)).ok().filter(|_| strict)?;
    (moment.timestamp_subsec_nanos() < 1_000_000_000).then(|| moment.with_timezone(&Utc))
}

/// Parses the text's first value, since Go reads no further.
fn object(text: &str) -> Option<Map<String, Json>> {
    match Deserializer::from_str(text).into_iter().next()?.ok()? {
        Json::Object(fields) => Some(fields),
        Json::Null => Some(Map::new()),
        _ => None,
    }
}

/// Parses a boolean as Go does (`strconv.ParseBool`).
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
            (
                SimpleType::Float,
                &["3", ".5", "5.", "1e3", "inf", "-Infinity", "NaN", "1_0.5", "1e5_0"],
                &["", "1e999", "1,5", "3f", "+nan", "_1", "1_", "1__0", "1_.5"],
            ),
            (SimpleType::Boolean, &["1", "t", "True", "FALSE"], &["", "yes", "tRUE"]),
            (
                SimpleType::Datetime,
                &["2026-01-31T08:00:00Z", "2026-01-31T08:00:00.5+02:00", "2026-01-31T08:00:00,5Z"],
                &["2026-01-31", "", "2026-01-31t08:00:00z", "2026-01-31 08:00:00Z", "2026-01-31T08:00:60Z"],
            ),
            (SimpleType::Duration, &["1h30m", "-5ms", "0"], &["1d", "5", ""]),
            (
                SimpleType::Struct,
                &["{}", "{\"a\": [1]}", "{} x", "null"],
                &["[]", "3", "{", "{\"a\": 1e999}"],
            ),
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
