//! What a type of Rust is on the wire: what its derive would make of it.

use super::declared::Declared;
use super::default;
use super::rust::{Fallback, Field, Rust, Shape};
use crate::data::{Directory, File};
use crate::types::{Bytes, FlyteError, FlyteType, to_struct, union};
use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::literal_type::Type;
use aileron_idl::core::structured_dataset_type::DatasetColumn;
use aileron_idl::core::{
    BlobType, EnumType, LiteralType, SimpleType, StructuredDatasetType, TypeStructure, UnionType,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A type on the wire, its JSON Schema within a struct, and its tag in a union.
pub(super) struct Wire {
    pub(super) ty: LiteralType,
    schema: Value,
    tag: Cow<'static, str>,
}

/// The form of a type that the runtime has.
fn of_runtime<T: FlyteType>() -> Wire {
    Wire { ty: T::literal_type(), schema: T::schema(), tag: T::union_tag() }
}

fn with(ty: Type, schema: Value) -> Wire {
    let ty = LiteralType { r#type: Some(ty), ..LiteralType::default() };
    Wire { tag: union::tag_of(&ty), ty, schema }
}

impl Declared {
    /// The type on the wire.
    pub(super) fn wire(&self, rust: &Rust) -> Wire {
        match rust {
            Rust::Integer => of_runtime::<i64>(),
            Rust::Float => of_runtime::<f64>(),
            Rust::Boolean => of_runtime::<bool>(),
            Rust::Text => of_runtime::<String>(),
            Rust::Moment => of_runtime::<DateTime<Utc>>(),
            Rust::Day => of_runtime::<NaiveDate>(),
            Rust::Span => of_runtime::<TimeDelta>(),
            Rust::Bytes => of_runtime::<Bytes>(),
            Rust::Json => of_runtime::<Value>(),
            Rust::Failure => of_runtime::<FlyteError>(),
            Rust::List(item) => {
                let item = self.wire(item);
                let schema = json!({"type": "array", "items": item.schema});
                with(Type::CollectionType(Box::new(item.ty)), schema)
            }
            Rust::Map(value) => {
                let value = self.wire(value);
                with(Type::MapValueType(Box::new(value.ty)), map("string", &value.schema))
            }
            Rust::Numbered(value) => Wire {
                schema: map("integer", &self.wire(value).schema),
                ..of_runtime::<BTreeMap<i64, i64>>()
            },
            Rust::Optional(some) => {
                let mut any = self.alternatives(std::slice::from_ref(some));
                any.0.push(union::none_variant());
                any.1.push(json!({"type": "null"}));
                of_union(any)
            }
            Rust::Own(place) => self.own(*place),
            Rust::File(format) => {
                Wire { ty: blob(format, BlobDimensionality::Single), ..of_runtime::<File>() }
            }
            Rust::Directory(format) => {
                Wire { ty: blob(format, BlobDimensionality::Multipart), ..of_runtime::<Directory>() }
            }
            Rust::Dataset(row, format) => {
                let columns = row.map(|row| self.columns(row)).unwrap_or_default();
                let ty = StructuredDatasetType { columns, format: format.clone(), ..Default::default() };
                // It is not read within a struct.
                with(Type::StructuredDatasetType(ty), json!({"type": "object"}))
            }
        }
    }

    fn own(&self, place: usize) -> Wire {
        match &self.at(place).shape {
            Shape::Choice(values) => {
                with(Type::EnumType(EnumType { values: values.clone() }), json!({"enum": values}))
            }
            Shape::Union(variants) => of_union(self.alternatives(variants)),
            Shape::Record { title, fields } => self.record(title.as_deref().unwrap_or_default(), fields),
        }
    }

    fn record(&self, title: &str, fields: &[Field]) -> Wire {
        let mut structure = TypeStructure::default();
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for field in fields {
            let mut wire = self.wire(&field.ty);
            if field.fallback == Fallback::None {
                required.push(&field.name);
            } else if let (Some(schema), Some(value)) =
                (wire.schema.as_object_mut(), default::value(&field.fallback, &field.ty))
            {
                schema.insert("default".to_owned(), value);
            }
            structure.dataclass_type.insert(field.name.clone(), wire.ty);
            properties.insert(field.name.clone(), wire.schema);
        }
        let mut schema = json!({"type": "object", "title": title, "additionalProperties": false});
        if !properties.is_empty() {
            schema["properties"] = Value::Object(properties);
        }
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        let ty = LiteralType {
            metadata: Some(to_struct(schema.clone())),
            structure: Some(structure),
            // With the mark of values that are MessagePack.
            ..Value::literal_type()
        };
        Wire { tag: union::tag_of(&ty), ty, schema }
    }

    /// The types and the schemas of the variants of a union. Those of a union within it are its own.
    fn alternatives(&self, variants: &[impl std::borrow::Borrow<Rust>]) -> (Vec<LiteralType>, Vec<Value>) {
        let mut found = (Vec::new(), Vec::new());
        for Wire { ty, schema, tag } in variants.iter().map(|variant| self.wire(variant.borrow())) {
            match (ty.r#type, schema) {
                (Some(Type::UnionType(union)), Value::Object(mut schema)) => {
                    found.0.extend(union.variants);
                    if let Some(Value::Array(schemas)) = schema.remove("anyOf") {
                        found.1.extend(schemas);
                    }
                }
                (r#type, schema) => {
                    found.0.push(union::variant(LiteralType { r#type, ..ty }, &tag));
                    found.1.push(schema);
                }
            }
        }
        found
    }

    /// The columns of a table with these rows.
    fn columns(&self, row: usize) -> Vec<DatasetColumn> {
        let Shape::Record { fields, .. } = &self.at(row).shape else { return Vec::new() };
        let column = |field: &Field| {
            // In any column a value may be missing.
            let ty = if let Rust::Optional(some) = &field.ty { some } else { &field.ty };
            DatasetColumn { name: field.name.clone(), literal_type: Some(self.wire(ty).ty) }
        };
        fields.iter().map(column).collect()
    }
}

fn map(keys: &str, values: &Value) -> Value {
    json!({"type": "object", "propertyNames": {"type": keys}, "additionalProperties": values})
}

fn of_union((variants, schemas): (Vec<LiteralType>, Vec<Value>)) -> Wire {
    with(Type::UnionType(UnionType { variants }), json!({"anyOf": schemas}))
}

fn blob(format: &str, dimensionality: BlobDimensionality) -> LiteralType {
    let blob = BlobType { format: format.to_owned(), dimensionality: dimensionality as i32 };
    LiteralType { r#type: Some(Type::Blob(blob)), ..LiteralType::default() }
}

/// Whether a type is that of structs.
pub(super) fn is_struct(ty: &LiteralType) -> bool {
    matches!(ty.r#type, Some(Type::Simple(kind)) if kind == SimpleType::Struct as i32)
}
