//! Files as outputs (flytecopilot `data/upload.go`, flyteidl `coreutils/literals.go`).

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
    if outputs.is_empty() {
        // Nothing is there to look.
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
        return Err(ExternalError::passing("it left an `_ERROR` that is no file of up to 1 MB"));
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
    let told = left::look(folder, &found)?;
    match &output.ty.r#type {
        Some(Type::Blob(_)) => {
            // An extension is lost.
            fs::rename(&found, path).map_err(|error| format!("can't be kept: {error}"))?;
            blob(path)
        }
        Some(Type::Simple(kind)) => {
            let kind = SimpleType::try_from(*kind).unwrap_or_default();
            let text = text(folder, &found, &told)?;
            simple(kind, text.trim_matches([' ', '\n', '\t']))
                .ok_or_else(|| format!("is {text:?}, which is no {}", name(&output.ty)))
        }
        _ => Err(format!("is a {}, which co-pilot reads from no file", name(&output.ty))),
    }
}

/// What has this name, or else the only file that has it with an extension.
fn find(path: &Path) -> Result<PathBuf, String> {
    if left::is_there(path) {
        return Ok(path.to_owned());
    }
    let stem = path.file_name().unwrap_or_default().to_string_lossy().into_owned() + ".";
    let siblings = path.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut named = siblings.filter(|entry| entry.file_name().to_string_lossy().starts_with(&stem));
    match (named.next(), named.next()) {
        (Some(only), None) if only.path().is_dir() => Err(format!(
            "is missing: co-pilot takes a directory by its name alone, not `{}`",
            only.file_name().display()
        )),
        (Some(only), None) => Ok(only.path()),
        (Some(_), Some(_)) => Err(format!("is several files, `{stem}…`: write one")),
        _ => Err(format!("is missing: it has to be written to `{}`", path.display())),
    }
}

fn text(folder: &Path, path: &Path, metadata: &fs::Metadata) -> Result<String, String> {
    if metadata.is_dir() {
        return Err("is a directory, where a file is wanted".to_owned());
    }
    if metadata.len() > LARGEST_VALUE {
        return Err(format!(
            "has {} bytes, and co-pilot takes {LARGEST_VALUE} at most: let the task return a `File`",
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
        SimpleType::Datetime => datetime(text)?.into_literal(),
        SimpleType::Duration => span::parse(text)?.into_literal(),
        SimpleType::Struct => Ok(literal::scalar(scalar::Value::Generic(object(text)?.into()))),
        SimpleType::Error => FlyteError { message: text.to_owned(), ..FlyteError::default() }.into_literal(),
        SimpleType::None => Ok(literal::none()),
        SimpleType::Binary => return None,
    };
    value.ok()
}

/// Go takes `1_000` as well, and neither a `nan` with a sign nor what is too large, where Rust has an infinity.
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

/// Go takes a comma for a point, and no small letters, blank or leap second.
fn datetime(text: &str) -> Option<DateTime<Utc>> {
    let strict = !text.contains(|c: char| c.is_ascii_lowercase() || c == ' ');
    let moment = DateTime::parse_from_rfc3339(&text.replacen(',', ".", 1)).ok().filter(|_| strict)?;
    (moment.timestamp_subsec_nanos() < 1_000_000_000).then(|| moment.with_timezone(&Utc))
}

/// The text's first value: Go reads no further.
fn object(text: &str) -> Option<Map<String, Json>> {
    match Deserializer::from_str(text).into_iter().next()?.ok()? {
        Json::Object(fields) => Some(fields),
        Json::Null => Some(Map::new()),
        _ => None,
    }
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
