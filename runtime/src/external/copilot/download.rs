//! Writes inputs to files, as co-pilot does (flytecopilot `data/download.go`).

use super::{print, span};
use crate::arguments::go;
use crate::data::{Any, Directory, File};
use crate::entity::DataFormat;
use crate::external::ExternalError;
use crate::external::room::failed;
use crate::storage::name;
use crate::types::FlyteType;
use crate::types::literal::{self, describe};
use aileron_idl::ToJson;
use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::{
    Blob, Literal, LiteralCollection, LiteralMap, Primitive, literal::Value, primitive, scalar,
};
use aileron_idl::prost::Message;
use chrono::TimeDelta;
use serde_json::{Map, Value as Json};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Writes a file for each input, with the input's name, and a file with all inputs.
///
/// `seen` is the path of the folder as the program sees it.
pub(in crate::external) fn download(
    inputs: &LiteralMap,
    folder: &Path,
    seen: &str,
    format: DataFormat,
) -> Result<(), ExternalError> {
    if inputs.literals.is_empty() {
        return Ok(());
    }
    let place = Destination { path: folder.to_owned(), seen: seen.to_owned(), format };
    let mut all = Map::new();
    let mut literals = LiteralMap::default();
    for (name, literal) in &inputs.literals {
        let (json, literal) = place.within(name).and_then(|place| write(literal, &place)).map_err(|why| {
            ExternalError::of_system(format_args!("the input `{name}` can't be written to a file: {why}"))
        })?;
        all.insert(name.clone(), json);
        literals.literals.insert(name.clone(), literal);
    }
    let put = |name, bytes: &[u8]| {
        let path = folder.join(name);
        put(&path, bytes).map_err(|error| failed(&path, error))
    };
    put("inputs.pb", &literals.encode_to_vec())?;
    match format {
        DataFormat::Json => put("inputs.json", print::json(&all.into()).as_bytes()),
        DataFormat::Yaml => put("inputs.yaml", print::yaml(&all.into()).as_bytes()),
        DataFormat::Proto => Ok(()),
    }
}

/// The file for a value.
struct Destination {
    path: PathBuf,
    /// The file's path as the program sees it.
    seen: String,
    format: DataFormat,
}

impl Destination {
    /// The file for a part of the value. Its name is a key of the value, so it can be anything.
    fn within(&self, name: &str) -> Result<Destination, String> {
        if !name::is_plain(name) {
            return Err(format!(
                "the key {name:?} can't be the name of a file: it must not be empty, `.` or `..`, or contain `/`; take the map \
                 as a `File` of JSON, or choose other keys"
            ));
        }
        Ok(Destination {
            path: self.path.join(name),
            seen: format!("{}/{name}", self.seen),
            format: self.format,
        })
    }

    fn hold(&self, write: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), String> {
        write(&self.path).map_err(|error| error.to_string())
    }
}

/// Writes a file that can also be executed, since a string may be a program.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o777).open(path)?.write_all(bytes)
}

/// Writes a value to its file. Returns its JSON for the file of all inputs, and its literal with addresses as the
/// program sees them.
fn write(literal: &Literal, place: &Destination) -> Result<(Json, Literal), String> {
    match &literal.value {
        Some(Value::Scalar(scalar)) => {
            let (json, value) = self::scalar(scalar.value.as_ref(), place)?;
            Ok((json, literal::scalar(value)))
        }
        Some(Value::Collection(list)) => {
            place.hold(|path| fs::create_dir_all(path))?;
            let items = list.literals.iter().enumerate();
            let items = items.map(|(at, item)| write(item, &place.within(&at.to_string())?));
            let (jsons, literals): (Vec<_>, _) = items.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
            Ok((jsons.into(), literal::with(Value::Collection(LiteralCollection { literals }))))
        }
        Some(Value::Map(map)) => {
            place.hold(|path| fs::create_dir_all(path))?;
            let (mut all, mut written) = (Map::new(), LiteralMap::default());
            for (key, item) in &map.literals {
                let (json, literal) = write(item, &place.within(key)?)?;
                all.insert(key.clone(), json);
                written.literals.insert(key.clone(), literal);
            }
            Ok((all.into(), literal::with(Value::Map(written))))
        }
        other => Err(format!("co-pilot can't write {}", describe(other.as_ref()))),
    }
}

fn scalar(value: Option<&scalar::Value>, place: &Destination) -> Result<(Json, scalar::Value), String> {
    let put = |bytes: &[u8]| place.hold(|path| put(path, bytes));
    let value = value.ok_or("the literal holds an empty scalar")?;
    let json = match value {
        scalar::Value::Primitive(Primitive { value: Some(value) }) => {
            let (written, json) = primitive(value, place.format)?;
            put(written.as_bytes())?;
            json
        }
        scalar::Value::NoneType(_) => {
            put(b"null")?;
            Json::Null
        }
        scalar::Value::Error(error) => {
            put(error.message.as_bytes())?;
            error.message.as_str().into()
        }
        scalar::Value::Generic(fields) => {
            let json = fields.to_json();
            place.hold(|path| fs::write(path, print::json(&json)))?;
            json
        }
        scalar::Value::Binary(binary) => {
            put(&binary.value)?;
            // Bytes as in JSON: Go prints protobuf messages in the same way.
            binary.to_json()["value"].take()
        }
        scalar::Value::Union(union) => {
            let inner = union.value.as_deref().ok_or("the literal holds an empty union")?;
            let (json, inner) = write(inner, place)?;
            let mut union = union.clone();
            union.value = Some(Box::new(inner));
            return Ok((json, scalar::Value::Union(union)));
        }
        scalar::Value::Blob(blob) => {
            let json = if fetch(blob, &place.path)? { Json::from(place.seen.as_str()) } else { Json::Null };
            return Ok((json, scalar::Value::Blob(Blob { uri: place.seen.clone(), ..blob.clone() })));
        }
        other => return Err(format!("co-pilot can't write {}", literal::describe_scalar(other))),
    };
    Ok((json, value.clone()))
}

/// The text for the value's own file, and the JSON for the file of all inputs.
fn primitive(value: &primitive::Value, format: DataFormat) -> Result<(String, Json), String> {
    Ok(match value {
        primitive::Value::Integer(value) => (value.to_string(), Json::from(*value)),
        primitive::Value::Boolean(value) => (value.to_string(), Json::from(*value)),
        primitive::Value::StringValue(text) => (text.clone(), Json::from(text.as_str())),
        primitive::Value::FloatValue(value) => {
            if !value.is_finite() && format != DataFormat::Proto {
                return Err(
                    "co-pilot can't write an infinite float or NaN to the JSON or YAML file of all inputs, and then starts the \
                                container without it; write `data(format = \"proto\")`"
                        .to_owned(),
                );
            }
            (go::plain(*value), Json::from(*value))
        }
        primitive::Value::Datetime(stamp) => {
            let text = go::datetime(stamp);
            (text.clone(), Json::from(text))
        }
        primitive::Value::Duration(span) => {
            let nanos = u32::try_from(span.nanos.rem_euclid(1_000_000_000)).unwrap_or_default();
            let carried = i64::from(span.nanos.div_euclid(1_000_000_000));
            let delta = span.seconds.checked_add(carried).and_then(|seconds| TimeDelta::new(seconds, nanos));
            let text = delta
                .and_then(span::print)
                .ok_or("co-pilot can't write a duration of more than 292 years")?;
            // Co-pilot writes null for a duration.
            (text, Json::Null)
        }
    })
}

/// Copies the file, or all files of the directory. Returns whether there were any.
fn fetch(blob: &Blob, path: &Path) -> Result<bool, String> {
    let message = |error: io::Error| error.to_string();
    let ty = blob.metadata.as_ref().and_then(|metadata| metadata.r#type.as_ref());
    let literal = literal::scalar(scalar::Value::Blob(blob.clone()));
    if ty.is_none_or(|ty| ty.dimensionality == BlobDimensionality::Single as i32) {
        let file = File::<Any>::from_literal(literal).map_err(|error| error.to_string())?;
        copy(&file, path).map_err(message)?;
        return Ok(true);
    }
    let directory = Directory::<Any>::from_literal(literal).map_err(|error| error.to_string())?;
    let names = directory.files().map_err(message)?;
    for name in &names {
        if !name::leads_down(name) {
            return Err(format!("the directory contains {name:?}, which can't be the name of a file"));
        }
        let path = path.join(name);
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(message)?;
        copy(&directory.file(name), &path).map_err(message)?;
    }
    Ok(!names.is_empty())
}

fn copy(from: &File, to: &Path) -> io::Result<()> {
    io::copy(&mut from.open()?, &mut fs::File::create(to)?).map(|_| ())
}
