//! Types in Rust, as far as something registered may need them.

/// A type in Rust.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Rust {
    Integer,
    Float,
    Boolean,
    Text,
    Moment,
    Day,
    Span,
    Bytes,
    /// `serde_json::Value`.
    Json,
    /// `FlyteError`.
    Failure,
    List(Box<Rust>),
    Map(Box<Rust>),
    /// A map with integers as keys.
    Numbered(Box<Rust>),
    Optional(Box<Rust>),
    /// A type of the source itself, by its place in [`Declared`](super::declared::Declared).
    Own(usize),
    /// A file of a format.
    File(String),
    Directory(String),
    /// A table of a format, and its rows.
    Dataset(Option<usize>, String),
}

/// What a type of the source itself is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// A struct. One without a title is the row of a table, whose name Flyte never sees.
    Record { title: Option<String>, fields: Vec<Field> },
    /// An enum of texts.
    Choice(Vec<String>),
    /// An enum of types.
    Union(Vec<Rust>),
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    /// The name on the wire.
    pub(super) name: String,
    pub(super) ty: Rust,
    pub(super) fallback: Fallback,
    pub(super) doc: String,
}

/// What a struct has where a field is missing.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fallback {
    /// None: the field must be there.
    None,
    /// The default of its type in Rust.
    OfType,
    /// This value.
    Value(serde_json::Value),
}

impl Rust {
    pub(super) fn list(item: Rust) -> Rust {
        Rust::List(Box::new(item))
    }

    pub(super) fn map(value: Rust) -> Rust {
        Rust::Map(Box::new(value))
    }

    pub(super) fn optional(some: Rust) -> Rust {
        Rust::Optional(Box::new(some))
    }

    /// Calls `seen` with this type and each type within it, but not with those within a type of the source itself.
    pub(super) fn each<'r>(&'r self, seen: &mut impl FnMut(&'r Rust)) {
        seen(self);
        match self {
            Rust::List(inner) | Rust::Map(inner) | Rust::Numbered(inner) | Rust::Optional(inner) => {
                inner.each(seen);
            }
            _ => {}
        }
    }
}

impl Shape {
    /// Calls `seen` with each type within it.
    pub(super) fn each<'r>(&'r self, seen: &mut impl FnMut(&'r Rust)) {
        match self {
            Shape::Record { fields, .. } => fields.iter().for_each(|field| field.ty.each(seen)),
            Shape::Union(variants) => variants.iter().for_each(|variant| variant.each(seen)),
            Shape::Choice(_) => {}
        }
    }
}
