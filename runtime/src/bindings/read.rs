//! Flyte's types as types of Rust.
//!
//! A struct is its JSON Schema, as flytekit writes it for a dataclass or a model of pydantic. Its structure has the types of the
//! fields, which know what the schema leaves out, such as the format of a file.

use super::declared::Declared;
use super::default;
use super::rust::{Fallback, Field, Rust, Shape};
use super::spelling::Names;
use super::{names, wire};
use crate::check::castable;
use crate::types::name as name_of;
use aileron_idl::ToJson;
use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::literal_type::Type;
use aileron_idl::core::schema_type::SchemaColumn;
use aileron_idl::core::schema_type::schema_column::SchemaColumnType;
use aileron_idl::core::{LiteralType, SimpleType};
use serde_json::{Map, Value};

/// Why a type is not one of Rust.
type Why = String;

/// Reads types, and declares what they need.
pub(super) struct Reader<'d> {
    pub(super) declared: &'d mut Declared,
    /// What is carried as JSON, and why.
    pub(super) remarks: Vec<String>,
}

/// A JSON Schema that is being read.
#[derive(Clone, Copy)]
struct At<'s> {
    document: &'s Value,
    schema: &'s Value,
    /// The type on the wire, where it is known.
    ty: Option<&'s LiteralType>,
    /// The name for a type that has none.
    wish: &'s str,
    depth: usize,
}

/// How deep a schema goes; one that holds itself has no end.
const DEEPEST: usize = 64;

impl<'s> At<'s> {
    fn inner(self, schema: &'s Value, ty: Option<&'s LiteralType>) -> At<'s> {
        At { schema, ty, depth: self.depth + 1, ..self }
    }

    fn text(self, key: &str) -> Option<&'s str> {
        self.schema.get(key).and_then(Value::as_str)
    }

    fn list(self, key: &str) -> Option<&'s Vec<Value>> {
        self.schema.get(key).and_then(Value::as_array)
    }

    fn members(self, key: &str) -> Option<&'s Map<String, Value>> {
        self.schema.get(key).and_then(Value::as_object)
    }

    /// The variants of its type that are not none, in their order.
    fn variants(self) -> Vec<&'s LiteralType> {
        match self.ty.and_then(|ty| ty.r#type.as_ref()) {
            Some(Type::UnionType(union)) => union.variants.iter().filter(|ty| !is_none(ty)).collect(),
            _ => Vec::new(),
        }
    }
}

impl Reader<'_> {
    /// The type of an input, an output or a column; `wish` names it if it needs a name and has none.
    pub(super) fn read(&mut self, ty: &LiteralType, wish: &str) -> Result<Rust, Why> {
        match &ty.r#type {
            Some(Type::Simple(kind)) => match SimpleType::try_from(*kind) {
                Ok(SimpleType::Integer) => Ok(Rust::Integer),
                Ok(SimpleType::Float) => Ok(Rust::Float),
                Ok(SimpleType::Boolean) => Ok(Rust::Boolean),
                Ok(SimpleType::String) => Ok(Rust::Text),
                Ok(SimpleType::Datetime) if tag(ty) == "date" => Ok(Rust::Day),
                Ok(SimpleType::Datetime) => Ok(Rust::Moment),
                Ok(SimpleType::Duration) => Ok(Rust::Span),
                Ok(SimpleType::Binary) => Ok(Rust::Bytes),
                Ok(SimpleType::Error) => Ok(Rust::Failure),
                Ok(SimpleType::Struct) => Ok(self.record(ty, wish)),
                Ok(SimpleType::None) | Err(_) => Err(no_type(ty)),
            },
            Some(Type::CollectionType(item)) => Ok(Rust::list(self.read(item, wish)?)),
            Some(Type::MapValueType(value)) => Ok(Rust::map(self.read(value, wish)?)),
            Some(Type::EnumType(values)) => {
                self.choice(values.values.clone(), wish).ok_or_else(|| no_type(ty))
            }
            Some(Type::UnionType(union)) => {
                let some = union.variants.iter().filter(|ty| !is_none(ty));
                let read = some.map(|ty| self.read(ty, wish)).collect::<Result<Vec<_>, _>>()?;
                let has_none = union.variants.iter().any(is_none);
                self.union(read, has_none, wish).ok_or_else(|| no_type(ty))
            }
            Some(Type::Blob(blob)) if blob.dimensionality == BlobDimensionality::Multipart as i32 => {
                Ok(Rust::Directory(blob.format.clone()))
            }
            Some(Type::Blob(blob)) => Ok(Rust::File(blob.format.clone())),
            Some(Type::StructuredDatasetType(table)) => {
                let columns = table.columns.iter();
                let columns = columns.map(|column| (column.name.as_str(), column.literal_type.clone()));
                self.table(columns.collect(), &table.format, wish)
            }
            // flytekit's older table, whose files are parquet.
            Some(Type::Schema(table)) => {
                let columns = table.columns.iter();
                let columns = columns.map(|column| (column.name.as_str(), Some(old_column(column))));
                self.table(columns.collect(), "", wish)
            }
            None => Err(no_type(ty)),
        }
    }

    fn table(
        &mut self,
        columns: Vec<(&str, Option<LiteralType>)>,
        format: &str,
        wish: &str,
    ) -> Result<Rust, Why> {
        let mut fields = Vec::new();
        for (name, ty) in columns {
            let ty = ty.ok_or_else(|| format!("its column `{name}` has no type"))?;
            let ty = match self.read(&ty, &names::camel(name))? {
                // A struct in a row would be several columns.
                Rust::Own(place) if matches!(self.declared.at(place).shape, Shape::Record { .. }) => {
                    Rust::Json
                }
                ty => ty,
            };
            fields.push(Field { name: name.to_owned(), ty, fallback: Fallback::None, doc: String::new() });
        }
        let row = (!fields.is_empty()).then(|| {
            let wish = format!("{wish}Row");
            self.declared.place_of(&wish, Shape::Record { title: None, fields }, "")
        });
        Ok(Rust::Dataset(row, format.to_owned()))
    }

    /// An enum; none if it has no value, or one twice.
    fn choice(&mut self, values: Vec<String>, wish: &str) -> Option<Rust> {
        if values.is_empty() || is_any_twice(&values) {
            return None;
        }
        Some(Rust::Own(self.declared.place_of(wish, Shape::Choice(values), "")))
    }

    /// A union of types of Rust; none if it is one of nothing, if two of them are the same, or if one has a none of its own.
    fn union(&mut self, mut variants: Vec<Rust>, has_none: bool, wish: &str) -> Option<Rust> {
        if is_any_twice(&variants) || variants.iter().any(|variant| matches!(variant, Rust::Optional(_))) {
            return None;
        }
        let some = if variants.len() > 1 {
            Rust::Own(self.declared.place_of(wish, Shape::Union(variants), ""))
        } else {
            variants.pop()?
        };
        Some(if has_none { Rust::optional(some) } else { some })
    }

    /// A struct; one that can't be written is any JSON.
    fn record(&mut self, ty: &LiteralType, wish: &str) -> Rust {
        let Some(metadata) = &ty.metadata else { return Rust::Json };
        let document = metadata.to_json();
        let at = At { document: &document, schema: &document, ty: Some(ty), wish, depth: 0 };
        let title =
            at.text("title").map_or_else(|| "a struct".to_owned(), |title| format!("the struct `{title}`"));
        let why = match self.schema(at) {
            Ok(rust) => {
                // Without the tag of a variant, which is judged with the whole union.
                let plain = LiteralType { structure: None, ..ty.clone() };
                let ours = LiteralType { structure: None, ..self.declared.wire(&rust).ty };
                if wire::is_struct(&ours) && castable(&ours, &plain) && castable(&plain, &ours) {
                    return rust;
                }
                "Flyte would take no struct of Rust for it".to_owned()
            }
            Err(why) => why,
        };
        let remark = format!("{title} is carried as a `serde_json::Value`, since {why}");
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
        Rust::Json
    }

    fn schema(&mut self, at: At<'_>) -> Result<Rust, Why> {
        if at.depth > DEEPEST {
            return Err("it holds itself".to_owned());
        }
        if let Some(target) = at.text("$ref") {
            let found = target.strip_prefix('#').and_then(|pointer| at.document.pointer(pointer));
            let found = found.ok_or_else(|| format!("nothing is at `{target}` in its schema"))?;
            let wish = target.rsplit('/').next().unwrap_or(at.wish);
            return self.schema(At { wish, ..at.inner(found, at.ty) });
        }
        if let Some([only]) = at.list("allOf").map(|all| &all[..]) {
            return self.schema(at.inner(only, at.ty));
        }
        if let Some(values) = at.list("enum") {
            let texts =
                values.iter().map(|value| value.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
            let texts = texts.ok_or("it has an enum of values that are no texts")?;
            let wish = names::camel(at.text("title").unwrap_or(at.wish));
            return self.choice(texts, &wish).ok_or_else(|| "it has an enum without values".to_owned());
        }
        if let Some(any) = at.list("anyOf").or_else(|| at.list("oneOf")) {
            return self.any_of(any, at);
        }
        match (at.text("type"), at.text("format")) {
            (Some("integer"), None) => Ok(Rust::Integer),
            (Some("number"), None) => Ok(Rust::Float),
            (Some("number"), Some("time-delta")) => Ok(Rust::Span),
            (Some("boolean"), None) => Ok(Rust::Boolean),
            (Some("string"), None) => Ok(Rust::Text),
            (Some("string"), Some("date-time")) => Ok(Rust::Moment),
            (Some("string"), Some("date")) => Ok(Rust::Day),
            (Some("string"), Some("base64")) => Ok(Rust::Bytes),
            (Some("array"), None) => match at.schema.get("items") {
                Some(items @ Value::Object(_)) => {
                    let ty = match at.ty.and_then(|ty| ty.r#type.as_ref()) {
                        Some(Type::CollectionType(item)) => Some(&**item),
                        _ => None,
                    };
                    Ok(Rust::list(self.schema(at.inner(items, ty))?))
                }
                _ => Err("it has a list whose items have no single type".to_owned()),
            },
            (Some("object"), None) => self.object(at),
            (Some(kind), Some(format)) => Err(format!("it has a {kind} of the format `{format}`")),
            (Some(kind), None) => Err(format!("it has a value of the type `{kind}`")),
            (None, _) => Err("it has a value without a type".to_owned()),
        }
    }

    fn any_of(&mut self, any: &[Value], at: At<'_>) -> Result<Rust, Why> {
        let is_null = |schema: &Value| schema.get("type").is_some_and(|kind| kind == "null");
        let some: Vec<&Value> = any.iter().filter(|schema| !is_null(schema)).collect();
        let types = at.variants();
        let mut read = Vec::new();
        for (place, schema) in some.iter().enumerate() {
            let ty = types.get(place).filter(|_| types.len() == some.len());
            read.push(self.schema(at.inner(schema, ty.copied()))?);
        }
        if let Some((one, other)) = self.alike(&read) {
            return Err(format!(
                "it has a union whose variants `{one}` and `{other}` read alike within a struct"
            ));
        }
        let has_none = some.len() < any.len();
        self.union(read, has_none, at.wish).ok_or_else(|| "it has a union of nothing".to_owned())
    }

    fn object(&mut self, at: At<'_>) -> Result<Rust, Why> {
        let title = at.text("title");
        let has = |field: &str| at.members("properties").is_some_and(|fields| fields.contains_key(field));
        match title {
            Some("FlyteFile") if has("path") => return Ok(Rust::File(format_of(at.ty))),
            Some("FlyteDirectory") if has("path") => return Ok(Rust::Directory(format_of(at.ty))),
            Some("FlyteError") if has("failed_node_id") => return Ok(Rust::Failure),
            _ => {}
        }
        if let Some(values @ Value::Object(_)) = at.schema.get("additionalProperties")
            && at.schema.get("properties").is_none()
        {
            let ty = match at.ty.and_then(|ty| ty.r#type.as_ref()) {
                Some(Type::MapValueType(value)) => Some(&**value),
                _ => None,
            };
            let values = self.schema(at.inner(values, ty))?;
            let keys = at.schema.get("propertyNames").and_then(|keys| keys.get("type"));
            return match keys.map_or(Some("string"), Value::as_str) {
                Some("string") => Ok(Rust::map(values)),
                Some("integer") => Ok(Rust::Numbered(Box::new(values))),
                _ => Err("it has a map whose keys are neither strings nor integers".to_owned()),
            };
        }
        let Some(title) = title else { return Ok(Rust::Json) };
        let fields = self.fields(at)?;
        let doc = at.text("description").unwrap_or_default();
        let shape = Shape::Record { title: Some(title.to_owned()), fields };
        Ok(Rust::Own(self.declared.place_of(title, shape, doc)))
    }

    fn fields(&mut self, at: At<'_>) -> Result<Vec<Field>, Why> {
        let required: Vec<&str> =
            at.list("required").into_iter().flatten().filter_map(Value::as_str).collect();
        let types = at.ty.and_then(|ty| ty.structure.as_ref()).map(|structure| &structure.dataclass_type);
        let mut fields = Vec::new();
        for (name, schema) in at.members("properties").into_iter().flatten() {
            let wish = names::camel(name);
            let inner = At { wish: &wish, ..at.inner(schema, types.and_then(|types| types.get(name))) };
            let ty = self.schema(inner)?;
            let fallback = if required.contains(&&**name) {
                Fallback::None
            } else {
                self.fallback(&ty, schema.get("default")).ok_or_else(|| {
                    format!("its field `{name}` has a default for which there is no plain expression")
                })?
            };
            let doc = inner.text("description").unwrap_or_default().to_owned();
            fields.push(Field { name: name.clone(), ty, fallback, doc });
        }
        // A schema has the required fields in the order of their declaration, and all fields in that of their names.
        fields
            .sort_by_key(|field| required.iter().position(|name| *name == field.name).unwrap_or(usize::MAX));
        Ok(fields)
    }

    fn fallback(&self, ty: &Rust, value: Option<&Value>) -> Option<Fallback> {
        let of_type = default::of_type(ty);
        match value {
            None => of_type.map(|_| Fallback::OfType),
            Some(value) if of_type.is_some_and(|of_type| default::is_same(&of_type, value)) => {
                Some(Fallback::OfType)
            }
            Some(value) => {
                let is_written = Names::none(self.declared).expression(ty, value).is_some();
                is_written.then(|| Fallback::Value(value.clone()))
            }
        }
    }

    /// Two of the types that can't be distinguished within a struct, where a value has no tag.
    fn alike(&self, types: &[Rust]) -> Option<(String, String)> {
        let pairs =
            types.iter().enumerate().flat_map(|(at, one)| types[..at].iter().map(move |other| (one, other)));
        let mut alike = pairs.filter(|(one, other)| self.is_alike(one, other));
        let text = |ty: &Rust| name_of(&self.declared.wire(ty).ty);
        alike.next().map(|(one, other)| (text(other), text(one)))
    }

    fn is_alike(&self, one: &Rust, other: &Rust) -> bool {
        let fields = |ty: &Rust| match ty {
            Rust::Own(place) => match &self.declared.at(*place).shape {
                Shape::Record { fields, .. } => {
                    Some(fields.iter().map(|field| field.name.clone()).collect::<Vec<_>>())
                }
                _ => None,
            },
            _ => None,
        };
        match (fields(one), fields(other)) {
            (Some(one), Some(other)) => one == other,
            _ => self.kind(one) == self.kind(other),
        }
    }

    /// What a value looks like in MessagePack.
    fn kind(&self, ty: &Rust) -> u8 {
        match ty {
            Rust::Boolean => 0,
            Rust::Integer => 1,
            Rust::Float | Rust::Span => 2,
            Rust::Text | Rust::Moment | Rust::Day => 3,
            Rust::Bytes => 4,
            Rust::List(_) => 5,
            Rust::Optional(some) => self.kind(some),
            Rust::Own(place) if matches!(self.declared.at(*place).shape, Shape::Choice(_)) => 3,
            _ => 6,
        }
    }
}

fn is_any_twice<T: PartialEq>(items: &[T]) -> bool {
    items.iter().enumerate().any(|(at, item)| items[..at].contains(item))
}

fn no_type(ty: &LiteralType) -> Why {
    format!("there is no type in Rust for Flyte's `{}`", name_of(ty))
}

fn is_none(ty: &LiteralType) -> bool {
    ty.r#type == Some(Type::Simple(SimpleType::None as i32))
}

fn tag(ty: &LiteralType) -> &str {
    ty.structure.as_ref().map_or("", |structure| &structure.tag)
}

fn format_of(ty: Option<&LiteralType>) -> String {
    match ty.and_then(|ty| ty.r#type.as_ref()) {
        Some(Type::Blob(blob)) => blob.format.clone(),
        _ => String::new(),
    }
}

fn old_column(column: &SchemaColumn) -> LiteralType {
    let kind = match SchemaColumnType::try_from(column.r#type) {
        Ok(SchemaColumnType::Integer) => SimpleType::Integer,
        Ok(SchemaColumnType::Float) => SimpleType::Float,
        Ok(SchemaColumnType::String) => SimpleType::String,
        Ok(SchemaColumnType::Boolean) => SimpleType::Boolean,
        Ok(SchemaColumnType::Datetime) => SimpleType::Datetime,
        Ok(SchemaColumnType::Duration) => SimpleType::Duration,
        Err(_) => SimpleType::None,
    };
    LiteralType { r#type: Some(Type::Simple(kind as i32)), ..LiteralType::default() }
}
