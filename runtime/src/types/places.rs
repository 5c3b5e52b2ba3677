//! The files, directories and tables that a value names, in structs as well.

use super::msgpack::{Packer, TAG, Token, Unpacker};
use super::{FlyteType, ValueError};
use aileron_idl::ToJson;
use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::{Blob, Literal, LiteralType, Union, literal::Value, literal_type::Type, scalar};
use aileron_idl::google::{self, value::Kind};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What is at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    File,
    Directory,
    /// A table: a file or a directory.
    Table,
}

impl Wanted {
    /// What a blob is.
    pub(crate) fn of_blob(blob: &Blob) -> Self {
        let ty = blob.metadata.as_ref().and_then(|metadata| metadata.r#type.as_ref());
        let multipart = BlobDimensionality::Multipart as i32;
        if ty.is_some_and(|ty| ty.dimensionality == multipart) { Wanted::Directory } else { Wanted::File }
    }

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

/// Calls `visit` with each path or URI in the value, in the same order for equal values.
///
/// # Errors
/// Returns the first error of `visit`, with where in the value it is.
pub(crate) fn each(
    literal: &Literal,
    ty: &LiteralType,
    visit: &mut dyn FnMut(&str, Wanted) -> Result<(), ValueError>,
) -> Result<(), ValueError> {
    match (&literal.value, &ty.r#type) {
        (Some(Value::Collection(list)), Some(Type::CollectionType(item))) => {
            let mut items = list.literals.iter().enumerate();
            items.try_for_each(|(index, value)| each(value, item, visit).map_err(|error| error.within(index)))
        }
        (Some(Value::Map(map)), Some(Type::MapValueType(item))) => {
            map.literals.iter().try_for_each(|(key, value)| {
                each(value, item, visit).map_err(|error| error.within(format_args!("{key:?}")))
            })
        }
        (Some(Value::Scalar(scalar)), _) => match &scalar.value {
            Some(scalar::Value::Union(union)) => match &**union {
                Union { value: Some(value), r#type: Some(variant) } => each(value, variant, visit),
                _ => Ok(()),
            },
            Some(scalar::Value::Blob(blob)) => visit(&blob.uri, Wanted::of_blob(blob)),
            Some(scalar::Value::StructuredDataset(dataset)) => visit(&dataset.uri, Wanted::Table),
            Some(scalar::Value::Binary(_) | scalar::Value::Generic(_)) => match &ty.metadata {
                Some(schema) => match Json::from_literal(literal.clone()) {
                    Ok(value) => within(&value, &schema.to_json(), visit),
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

fn within(
    value: &Json,
    schema: &Json,
    visit: &mut dyn FnMut(&str, Wanted) -> Result<(), ValueError>,
) -> Result<(), ValueError> {
    match value {
        Json::Array(items) => {
            let schema = variant(value, schema);
            let mut items = items.iter().enumerate();
            items.try_for_each(|(index, item)| {
                within(item, &schema["items"], visit).map_err(|error| error.within(index))
            })
        }
        Json::Object(members) => {
            let schema = variant(value, schema);
            if let Some((wanted, key)) = Wanted::from_schema(schema) {
                return members.get(key).and_then(Json::as_str).map_or(Ok(()), |place| visit(place, wanted));
            }
            members.iter().try_for_each(|(key, member)| {
                let schema = schema["properties"].get(key).unwrap_or(&schema["additionalProperties"]);
                within(member, schema, visit).map_err(|error| error.within(format_args!("{key:?}")))
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

/// Replaces places in the value: each path or URI that is a key of `moved` with what it maps to. In a struct, every string
/// that is equal to one is replaced, so the keys must be names that no other string has by chance.
pub(crate) fn replace(literal: &mut Literal, moved: &BTreeMap<String, String>) {
    let move_one = |place: &mut String| {
        if let Some(new) = moved.get(place) {
            place.clone_from(new);
        }
    };
    match &mut literal.value {
        Some(Value::Collection(list)) => list.literals.iter_mut().for_each(|item| replace(item, moved)),
        Some(Value::Map(map)) => map.literals.values_mut().for_each(|item| replace(item, moved)),
        Some(Value::Scalar(scalar)) => match &mut scalar.value {
            Some(scalar::Value::Union(union)) => {
                if let Some(value) = &mut union.value {
                    replace(value, moved);
                }
            }
            Some(scalar::Value::Blob(blob)) => move_one(&mut blob.uri),
            Some(scalar::Value::StructuredDataset(dataset)) => move_one(&mut dataset.uri),
            Some(scalar::Value::Binary(binary)) if binary.tag == TAG => {
                if let Ok(value) = repacked(&binary.value, moved) {
                    binary.value = value;
                }
            }
            Some(scalar::Value::Generic(object)) => {
                object.fields.values_mut().for_each(|value| replace_generic(value, moved));
            }
            _ => {}
        },
        _ => {}
    }
}

/// MessagePack with other strings. Lists and maps say only how many values follow, so the rest stays as it is.
fn repacked(bytes: &[u8], moved: &BTreeMap<String, String>) -> Result<Vec<u8>, ValueError> {
    let mut packed = Vec::with_capacity(bytes.len());
    let mut from = Unpacker::new(bytes);
    while from.left() > 0 {
        let begin = bytes.len() - from.left();
        match from.token()? {
            Token::Text(text) if moved.contains_key(text) => {
                let mut new = Packer::default();
                new.text(&moved[text])?;
                packed.extend(new.into_bytes());
            }
            _ => packed.extend_from_slice(&bytes[begin..bytes.len() - from.left()]),
        }
    }
    Ok(packed)
}

fn replace_generic(value: &mut google::Value, moved: &BTreeMap<String, String>) {
    match &mut value.kind {
        Some(Kind::StringValue(text)) => {
            if let Some(new) = moved.get(text) {
                text.clone_from(new);
            }
        }
        Some(Kind::StructValue(object)) => {
            object.fields.values_mut().for_each(|value| replace_generic(value, moved));
        }
        Some(Kind::ListValue(list)) => {
            list.values.iter_mut().for_each(|value| replace_generic(value, moved));
        }
        _ => {}
    }
}
