//! Inputs as files (flytecopilot `data/download.go`).

use super::span;
use crate::arguments::go;
use crate::data::{Any, Directory, File};
use crate::entity::DataFormat;
use crate::external::ExternalError;
use crate::external::room::failed;
use crate::types::FlyteType;
use crate::types::literal::{self, describe};
use aileron_idl::ToJson;
use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::{
    Blob, Literal, LiteralCollection, LiteralMap, Primitive, literal::Value, primitive, scalar,
};
use aileron_idl::prost::Message;
use chrono::TimeDelta;
use serde_json::{Map, Number, Value as Json};
use std::fs;
use std::io;
use std::path::Path;

/// Writes a file for each input, named after it, and one with all of them.
///
/// `seen` is the folder as the program will see it.
pub(in crate::external) fn download(
    inputs: &LiteralMap,
    folder: &Path,
    seen: &str,
    format: DataFormat,
) -> Result<(), ExternalError> {
    if inputs.literals.is_empty() {
        return Ok(());
    }
    let mut all = Map::new();
    let mut literals = LiteralMap::default();
    for (name, literal) in &inputs.literals {
        let (json, literal) = write(literal, &folder.join(name), &format!("{seen}/{name}"))
            .map_err(|why| ExternalError::new(format_args!("the input `{name}` can't be a file: {why}")))?;
        all.insert(name.clone(), json);
        literals.literals.insert(name.clone(), literal);
    }
    put(&folder.join("inputs.pb"), &literals.encode_to_vec())?;
    // What is JSON is YAML as well.
    let name = match format {
        DataFormat::Json => "inputs.json",
        DataFormat::Yaml => "inputs.yaml",
        DataFormat::Proto => return Ok(()),
    };
    put(&folder.join(name), Json::Object(all).to_string().as_bytes())
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), ExternalError> {
    fs::write(path, bytes).map_err(|error| failed(path, &error))
}

/// Writes the value into its file; gives it as the file of all inputs has it, and the literal with addresses as the
/// program sees them.
fn write(literal: &Literal, path: &Path, seen: &str) -> Result<(Json, Literal), String> {
    match &literal.value {
        Some(Value::Scalar(scalar)) => {
            let (json, value) = self::scalar(scalar.value.as_ref(), path, seen)?;
            Ok((json, literal::scalar(value)))
        }
        Some(Value::Collection(list)) => {
            fs::create_dir_all(path).map_err(|error| error.to_string())?;
            let items = list.literals.iter().enumerate();
            let items =
                items.map(|(at, item)| write(item, &path.join(at.to_string()), &format!("{seen}/{at}")));
            let (jsons, literals): (Vec<_>, _) = items.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
            Ok((jsons.into(), literal::with(Value::Collection(LiteralCollection { literals }))))
        }
        Some(Value::Map(map)) => {
            fs::create_dir_all(path).map_err(|error| error.to_string())?;
            let (mut all, mut written) = (Map::new(), LiteralMap::default());
            for (key, item) in &map.literals {
                let (json, literal) = write(item, &path.join(key), &format!("{seen}/{key}"))?;
                all.insert(key.clone(), json);
                written.literals.insert(key.clone(), literal);
            }
            Ok((all.into(), literal::with(Value::Map(written))))
        }
        other => Err(format!("co-pilot can't write {}", describe(other.as_ref()))),
    }
}

fn scalar(value: Option<&scalar::Value>, path: &Path, seen: &str) -> Result<(Json, scalar::Value), String> {
    let text = |text: &str| fs::write(path, text).map_err(|error| error.to_string());
    let value = value.ok_or("the literal holds an empty scalar")?;
    let json = match value {
        scalar::Value::Primitive(Primitive { value: Some(value) }) => {
            let (written, json) = primitive(value)?;
            text(&written)?;
            json
        }
        scalar::Value::NoneType(_) => {
            text("null")?;
            Json::Null
        }
        scalar::Value::Error(error) => {
            text(&error.message)?;
            error.message.as_str().into()
        }
        scalar::Value::Generic(fields) => {
            let json = fields.to_json();
            text(&json.to_string())?;
            json
        }
        scalar::Value::Binary(binary) => {
            fs::write(path, &binary.value).map_err(|error| error.to_string())?;
            // Bytes as JSON has them: protobuf's is Go's.
            binary.to_json()["value"].take()
        }
        scalar::Value::Union(union) => {
            let inner = union.value.as_deref().ok_or("the literal holds an empty union")?;
            let (json, inner) = write(inner, path, seen)?;
            let mut union = union.clone();
            union.value = Some(Box::new(inner));
            return Ok((json, scalar::Value::Union(union)));
        }
        scalar::Value::Blob(blob) => {
            fetch(blob, path)?;
            let blob = Blob { uri: seen.to_owned(), ..blob.clone() };
            return Ok((seen.into(), scalar::Value::Blob(blob)));
        }
        other => return Err(format!("co-pilot can't write {}", literal::describe_scalar(other))),
    };
    Ok((json, value.clone()))
}

/// What the value's own file says, and what that of all inputs does.
fn primitive(value: &primitive::Value) -> Result<(String, Json), String> {
    Ok(match value {
        primitive::Value::Integer(value) => (value.to_string(), Json::from(*value)),
        primitive::Value::Boolean(value) => (value.to_string(), Json::from(*value)),
        primitive::Value::StringValue(text) => (text.clone(), Json::from(text.as_str())),
        primitive::Value::FloatValue(value) => {
            let json = Number::from_f64(*value).ok_or("co-pilot can't write a float that is not finite")?;
            (go::plain(*value), Json::Number(json))
        }
        primitive::Value::Datetime(stamp) => {
            let text = go::datetime(stamp);
            (text.clone(), Json::from(text))
        }
        primitive::Value::Duration(span) => {
            let nanos = u32::try_from(span.nanos.rem_euclid(1_000_000_000)).unwrap_or_default();
            let carried = i64::from(span.nanos.div_euclid(1_000_000_000));
            let delta = span.seconds.checked_add(carried).and_then(|seconds| TimeDelta::new(seconds, nanos));
            let text =
                delta.and_then(span::print).ok_or("co-pilot can't write a duration beyond 292 years")?;
            // Co-pilot forgets it there.
            (text, Json::Null)
        }
    })
}

/// Copies the file, or all files of the directory.
fn fetch(blob: &Blob, path: &Path) -> Result<(), String> {
    let told = |error: io::Error| error.to_string();
    let ty = blob.metadata.as_ref().and_then(|metadata| metadata.r#type.as_ref());
    let literal = literal::scalar(scalar::Value::Blob(blob.clone()));
    if ty.is_none_or(|ty| ty.dimensionality == BlobDimensionality::Single as i32) {
        let file = File::<Any>::from_literal(literal).map_err(|error| error.to_string())?;
        return copy(&file, path).map_err(told);
    }
    let directory = Directory::<Any>::from_literal(literal).map_err(|error| error.to_string())?;
    fs::create_dir_all(path).map_err(told)?;
    for name in directory.files().map_err(told)? {
        let path = path.join(&name);
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(told)?;
        copy(&directory.file(&name), &path).map_err(told)?;
    }
    Ok(())
}

fn copy(from: &File, to: &Path) -> io::Result<()> {
    io::copy(&mut from.open()?, &mut fs::File::create(to)?).map(|_| ())
}
