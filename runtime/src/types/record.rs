//! The parts of a derived struct.

use super::msgpack::{self, Packer, Unpacker};
use super::part::Part;
use super::{Column, FlyteType, ValueError, literal, schema};
use aileron_idl::core::{Literal, LiteralType, SimpleType, TypeStructure};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// The type of a struct, built field by field.
#[derive(Default)]
pub struct Record {
    structure: TypeStructure,
    properties: Map<String, Value>,
    required: Vec<&'static str>,
}

impl Record {
    /// Adds a field, with its default if it has one.
    #[must_use]
    pub fn field<T>(mut self, part: &Part<T>, default: Option<fn() -> T>) -> Self {
        let mut schema = (part.schema)();
        match default {
            Some(default) => {
                if let (Value::Object(schema), Some(default)) = (&mut schema, json_of(part, default())) {
                    schema.insert("default".to_owned(), default);
                }
            }
            None => self.required.push(part.name),
        }
        self.structure.dataclass_type.insert(part.name.to_owned(), (part.literal_type)());
        self.properties.insert(part.name.to_owned(), schema);
        self
    }

    /// Returns the type on the wire (flytekit `core/type_engine.py`, `DataclassTransformer`).
    #[must_use]
    pub fn finish(self, title: &str) -> LiteralType {
        let mut schema = json!({"type": "object", "title": title, "additionalProperties": false});
        if !self.properties.is_empty() {
            schema["properties"] = Value::Object(self.properties);
        }
        if !self.required.is_empty() {
            schema["required"] = json!(self.required);
        }
        LiteralType {
            metadata: Some(schema::to_struct(schema)),
            structure: Some(self.structure),
            annotation: Some(schema::packed()),
            ..literal::simple(SimpleType::Struct)
        }
    }
}

/// A default in the JSON Schema.
fn json_of<T>(part: &Part<T>, value: T) -> Option<Value> {
    let mut packer = Packer::default();
    (part.pack)(value, &mut packer).ok()?;
    msgpack::read(&packer.into_bytes(), Value::unpack).ok()
}

/// The fields as columns of a table.
#[must_use]
pub fn columns(fields: &[Vec<Column>]) -> Vec<Column> {
    fields.concat()
}

/// The name of flytekit's converter of dataclasses.
#[must_use]
pub fn union_tag() -> Cow<'static, str> {
    Cow::Borrowed("Object-Dataclass-Transformer")
}

/// Writes a struct as a literal.
///
/// # Errors
/// If a field has no form on the wire.
pub fn write<T: FlyteType>(value: T) -> Result<Literal, ValueError> {
    msgpack::write(value)
}

/// Reads a struct from a literal.
///
/// # Errors
/// If the literal does not hold this type.
pub fn read<T: FlyteType>(literal: Literal) -> Result<T, ValueError> {
    msgpack::read_struct(literal, "a struct")
}

/// The field that was read; a missing optional field is none.
///
/// # Errors
/// If a required field is missing.
pub fn required<T>(field: Option<T>, part: &Part<T>) -> Result<T, ValueError> {
    match field {
        Some(field) => Ok(field),
        None if part.look.accepts_none() => (part.unpack)(&mut Unpacker::new(&[msgpack::NIL])),
        None => Err(ValueError::new(format!("the field {:?} is missing", part.name))),
    }
}
