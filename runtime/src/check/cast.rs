//! Which type casts to which: whether a value of one type may be bound where another is declared (flytepropeller
//! `pkg/compiler/validators/typing.go`).
//!
//! Flyte's own code crashes on some types, for example on a column without a type. Such an answer is a [`Crash`].

use super::schema;
use aileron_idl::ToJson;
use aileron_idl::core::literal_type::Type;
use aileron_idl::core::schema_type::schema_column::SchemaColumnType;
use aileron_idl::core::structured_dataset_type::DatasetColumn;
use aileron_idl::core::{LiteralType, SchemaType, SimpleType, StructuredDatasetType};

/// Flyte's compiler does not answer: it crashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Crash;

/// The only format of a value of the old schema type.
const PARQUET: &str = "parquet";

/// Whether a value of the type `from` may be bound where `to` is declared.
pub(super) fn castable(from: &LiteralType, to: &LiteralType) -> Result<bool, Crash> {
    // A union of one variant casts as its variant does.
    if let Some(Type::UnionType(union)) = &from.r#type
        && let [only] = &union.variants[..]
        && casts(Some(only), Some(to))?
    {
        return Ok(true);
    }
    casts(Some(from), Some(to))
}

/// The rule of the declared type. A type is absent only in a column without one.
fn casts(from: Option<&LiteralType>, to: Option<&LiteralType>) -> Result<bool, Crash> {
    let given = from.and_then(|from| from.r#type.as_ref());
    match to.and_then(|to| to.r#type.as_ref()) {
        Some(Type::CollectionType(to)) => match given {
            // An empty list has items of no type, and fits every list.
            Some(Type::CollectionType(from)) => Ok(is_none(from) || casts(Some(from), Some(to))?),
            _ => Ok(false),
        },
        Some(Type::MapValueType(to)) => match given {
            Some(Type::MapValueType(from)) => Ok(is_none(from) || casts(Some(from), Some(to))?),
            _ => Ok(false),
        },
        Some(Type::Blob(to)) => match given {
            Some(Type::Blob(from)) => {
                Ok(from.format.is_empty() || to.format.is_empty() || from.format == to.format)
            }
            _ => Ok(false),
        },
        Some(Type::Schema(to)) => Ok(match given {
            Some(Type::Schema(from)) => old_to_old(from, to),
            Some(Type::StructuredDatasetType(from)) => is_parquet(&from.format) && dataset_to_old(from, to),
            _ => false,
        }),
        Some(Type::UnionType(to)) => to_union(from, &to.variants),
        Some(Type::StructuredDatasetType(to)) => match given {
            _ if from.is_some_and(is_none) => Ok(true),
            Some(Type::StructuredDatasetType(from)) => dataset_to_dataset(from, to),
            Some(Type::Schema(from)) => Ok(is_parquet(&to.format) && old_to_dataset(from, to)),
            _ => Ok(false),
        },
        Some(Type::Simple(to)) if *to == SimpleType::None as i32 => Ok(from.is_some_and(is_none)),
        _ => trivially(from, to),
    }
}

/// The rule of types without parts: they are equal, a text stands for an enum and the reverse, and a struct has at
/// least the declared fields.
fn trivially(from: Option<&LiteralType>, to: Option<&LiteralType>) -> Result<bool, Crash> {
    let (Some(from), Some(to)) = (from, to) else { return Err(Crash) };
    if is_enum(from) && is_simple(to, SimpleType::String)
        || is_enum(to) && is_simple(from, SimpleType::String)
    {
        return Ok(true);
    }
    if !tag(from).is_empty() && tag(from) != tag(to) {
        return Ok(false);
    }
    if is_simple(from, SimpleType::Struct) && is_simple(to, SimpleType::Struct) {
        return match (&from.metadata, &to.metadata) {
            (Some(given), Some(wanted)) => {
                Ok(given == wanted || schema::covers(&given.to_json(), &wanted.to_json())?)
            }
            // An older flytekit wrote no schema.
            _ => Ok(true),
        };
    }
    Ok(from.r#type == to.r#type)
}

/// A union needs a place for each of its variants; another type needs exactly one variant that takes it.
fn to_union(from: Option<&LiteralType>, variants: &[LiteralType]) -> Result<bool, Crash> {
    let Some(from) = from else { return Err(Crash) };
    if let Some(Type::UnionType(union)) = &from.r#type {
        for variant in &union.variants {
            if takers(variant, variants, 1)? == 0 {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    Ok(takers(from, variants, 2)? == 1)
}

/// How many of the variants take a value of the type. It stops counting at `enough`.
fn takers(from: &LiteralType, variants: &[LiteralType], enough: usize) -> Result<usize, Crash> {
    let mut count = 0;
    for variant in variants {
        count += usize::from(castable(from, variant)?);
        if count == enough {
            break;
        }
    }
    Ok(count)
}

fn dataset_to_dataset(from: &StructuredDatasetType, to: &StructuredDatasetType) -> Result<bool, Crash> {
    if !from.format.is_empty() && !to.format.is_empty() && !from.format.eq_ignore_ascii_case(&to.format) {
        return Ok(false);
    }
    if from.columns.is_empty() {
        return Ok(true);
    }
    for column in &to.columns {
        match last(&from.columns, |given: &DatasetColumn| given.name == column.name) {
            Some(given) if casts(given.literal_type.as_ref(), column.literal_type.as_ref())? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

fn old_to_old(from: &SchemaType, to: &SchemaType) -> bool {
    from.columns.is_empty()
        || to.columns.iter().all(|column| {
            last(&from.columns, |given| given.name == column.name)
                .is_some_and(|given| given.r#type == column.r#type)
        })
}

fn old_to_dataset(from: &SchemaType, to: &StructuredDatasetType) -> bool {
    from.columns.is_empty()
        || to.columns.iter().all(|column| {
            last(&from.columns, |given| given.name == column.name)
                .is_some_and(|given| same_column(given.r#type, column))
        })
}

fn dataset_to_old(from: &StructuredDatasetType, to: &SchemaType) -> bool {
    from.columns.is_empty()
        || to.columns.iter().all(|column| {
            last(&from.columns, |given| given.name == column.name)
                .is_some_and(|given| same_column(column.r#type, given))
        })
}

/// Flyte looks columns up by name, and of two with one name the last one wins.
fn last<T>(columns: &[T], is_it: impl Fn(&T) -> bool) -> Option<&T> {
    columns.iter().rev().find(|column| is_it(column))
}

fn same_column(old: i32, column: &DatasetColumn) -> bool {
    let simple = match column.literal_type.as_ref().and_then(|ty| ty.r#type.as_ref()) {
        Some(Type::Simple(simple)) => *simple,
        _ => SimpleType::None as i32,
    };
    let pairs = [
        (SchemaColumnType::Integer, SimpleType::Integer),
        (SchemaColumnType::Float, SimpleType::Float),
        (SchemaColumnType::String, SimpleType::String),
        (SchemaColumnType::Boolean, SimpleType::Boolean),
        (SchemaColumnType::Datetime, SimpleType::Datetime),
        (SchemaColumnType::Duration, SimpleType::Duration),
    ];
    pairs.iter().any(|(one, other)| *one as i32 == old && *other as i32 == simple)
}

fn is_parquet(format: &str) -> bool {
    format.is_empty() || format.eq_ignore_ascii_case(PARQUET)
}

fn tag(ty: &LiteralType) -> &str {
    ty.structure.as_ref().map_or("", |structure| &structure.tag)
}

fn is_enum(ty: &LiteralType) -> bool {
    matches!(ty.r#type, Some(Type::EnumType(_)))
}

fn is_simple(ty: &LiteralType, simple: SimpleType) -> bool {
    ty.r#type == Some(Type::Simple(simple as i32))
}

/// Whether it is the type of no value at all.
fn is_none(ty: &LiteralType) -> bool {
    is_simple(ty, SimpleType::None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aileron_idl::core::{EnumType, TypeStructure, UnionType};

    fn of(ty: Type) -> LiteralType {
        LiteralType { r#type: Some(ty), ..LiteralType::default() }
    }

    fn simple(simple: SimpleType) -> LiteralType {
        of(Type::Simple(simple as i32))
    }

    fn union(variants: Vec<LiteralType>) -> LiteralType {
        of(Type::UnionType(UnionType { variants }))
    }

    fn tagged(mut ty: LiteralType, tag: &str) -> LiteralType {
        ty.structure = Some(TypeStructure { tag: tag.to_owned(), ..TypeStructure::default() });
        ty
    }

    #[test]
    fn a_plain_type_needs_exactly_one_variant() {
        let text = || simple(SimpleType::String);
        let choice = of(Type::EnumType(EnumType { values: vec!["a".to_owned()] }));
        assert_eq!(castable(&text(), &union(vec![text(), simple(SimpleType::Integer)])), Ok(true));
        assert_eq!(castable(&text(), &union(vec![text(), choice])), Ok(false));
        assert_eq!(castable(&text(), &union(vec![simple(SimpleType::Integer)])), Ok(false));
    }

    #[test]
    fn a_tag_of_the_value_must_be_that_of_the_declaration() {
        let (plain, int) = (simple(SimpleType::Integer), tagged(simple(SimpleType::Integer), "int"));
        assert_eq!(castable(&plain, &int), Ok(true));
        assert_eq!(castable(&int, &plain), Ok(false));
        assert_eq!(castable(&int, &union(vec![int.clone(), simple(SimpleType::None)])), Ok(true));
    }

    #[test]
    fn an_empty_list_fits_every_list() {
        let list = |item| of(Type::CollectionType(Box::new(item)));
        let empty = list(simple(SimpleType::None));
        assert_eq!(castable(&empty, &list(simple(SimpleType::Float))), Ok(true));
        assert_eq!(castable(&list(simple(SimpleType::Integer)), &list(simple(SimpleType::Float))), Ok(false));
    }

    #[test]
    fn a_column_without_a_type_crashes_the_compiler() {
        let table = |ty| {
            let columns = vec![DatasetColumn { name: "a".to_owned(), literal_type: ty }];
            of(Type::StructuredDatasetType(StructuredDatasetType {
                columns,
                ..StructuredDatasetType::default()
            }))
        };
        assert_eq!(castable(&table(None), &table(Some(simple(SimpleType::Integer)))), Err(Crash));
    }
}
