//! The files and directories among the inputs: what is missing on this machine is found before anything runs.

use crate::storage::Location;
use crate::types::{FlyteType, ValueError};
use aileron_idl::ToJson;
use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::{Literal, LiteralType, Union, literal::Value, literal_type::Type, scalar};
use serde_json::Value as Json;
use std::ffi::OsStr;
use std::fs;

/// Checks that each path on this machine exists.
///
/// # Errors
/// Returns the first path that is missing, or is a directory instead of a file or a file instead of a directory.
pub(super) fn check(literal: &Literal, ty: &LiteralType) -> Result<(), ValueError> {
    match (&literal.value, &ty.r#type) {
        (Some(Value::Collection(list)), Some(Type::CollectionType(item))) => {
            let mut items = list.literals.iter().enumerate();
            items.try_for_each(|(index, value)| check(value, item).map_err(|error| error.within(index)))
        }
        (Some(Value::Map(map)), Some(Type::MapValueType(item))) => {
            map.literals.iter().try_for_each(|(key, value)| {
                check(value, item).map_err(|error| error.within(format_args!("{key:?}")))
            })
        }
        (Some(Value::Scalar(scalar)), _) => match &scalar.value {
            Some(scalar::Value::Union(union)) => match &**union {
                Union { value: Some(value), r#type: Some(variant) } => check(value, variant),
                _ => Ok(()),
            },
            Some(scalar::Value::Blob(blob)) => {
                let ty = blob.metadata.as_ref().and_then(|metadata| metadata.r#type.as_ref());
                let multipart = BlobDimensionality::Multipart as i32;
                let is_directory = ty.is_some_and(|ty| ty.dimensionality == multipart);
                look(&blob.uri, if is_directory { Wanted::Directory } else { Wanted::File })
            }
            Some(scalar::Value::StructuredDataset(dataset)) => look(&dataset.uri, Wanted::Table),
            Some(scalar::Value::Binary(_) | scalar::Value::Generic(_)) => match &ty.metadata {
                Some(schema) => match Json::from_literal(literal.clone()) {
                    Ok(value) => within(&value, &schema.to_json()),
                    // The type that reads the value reports one that is not a struct.
                    Err(_) => Ok(()),
                },
                None => Ok(()),
            },
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    File,
    Directory,
    Table,
}

impl Wanted {
    /// The kind of a flytekit class, by its title in the JSON schema, and the key of its path.
    fn from_schema(schema: &Json) -> Option<(Wanted, &'static str)> {
        match schema["title"].as_str()? {
            "FlyteFile" => Some((Wanted::File, "path")),
            "FlyteDirectory" => Some((Wanted::Directory, "path")),
            "StructuredDataset" => Some((Wanted::Table, "uri")),
            _ => None,
        }
    }
}

fn within(value: &Json, schema: &Json) -> Result<(), ValueError> {
    match value {
        Json::Array(items) => {
            let schema = variant(value, schema);
            let mut items = items.iter().enumerate();
            items.try_for_each(|(index, item)| {
                within(item, &schema["items"]).map_err(|error| error.within(index))
            })
        }
        Json::Object(members) => {
            let schema = variant(value, schema);
            if let Some((wanted, key)) = Wanted::from_schema(schema) {
                return members.get(key).and_then(Json::as_str).map_or(Ok(()), |place| look(place, wanted));
            }
            members.iter().try_for_each(|(key, member)| {
                let schema = schema["properties"].get(key).unwrap_or(&schema["additionalProperties"]);
                within(member, schema).map_err(|error| error.within(format_args!("{key:?}")))
            })
        }
        _ => Ok(()),
    }
}

/// The schema itself, or in an `anyOf` the variant that has the value's fields.
fn variant<'s>(value: &Json, schema: &'s Json) -> &'s Json {
    let is_of = |schema: &&Json| match value {
        Json::Object(members) => {
            let is_known = |key: &String| schema["properties"].get(key).is_some();
            schema["type"] == "object" && (schema["title"].is_null() || members.keys().all(is_known))
        }
        _ => schema["type"] == "array",
    };
    let variants = schema["anyOf"].as_array();
    variants.and_then(|variants| variants.iter().find(is_of)).unwrap_or(schema)
}

fn look(place: &str, wanted: Wanted) -> Result<(), ValueError> {
    let Ok(location) = Location::parse(OsStr::new(place)) else { return Ok(()) };
    let Some(path) = location.path().filter(|_| !place.is_empty()) else { return Ok(()) };
    let metadata = fs::metadata(path);
    match (wanted, metadata.map(|metadata| metadata.is_dir())) {
        (_, Err(error)) => Err(ValueError::new(format!("`{place}` can't be read: {error}")).caused_by(error)),
        (Wanted::File, Ok(true)) => Err(ValueError::new(format!(
            "`{place}` is a directory, but the input is a file; write the path of a file"
        ))),
        (Wanted::Directory, Ok(false)) => Err(ValueError::new(format!(
            "`{place}` is a file, but the input is a directory; write the path of a directory"
        ))),
        _ => Ok(()),
    }
}
