//! Which declared types of files and tables Flyte accepts for each other (flytepropeller
//! `pkg/compiler/validators/typing.go`). Every other type is rustc's to compare.

use super::name;
use aileron_idl::core::structured_dataset_type::DatasetColumn;
use aileron_idl::core::{LiteralType, StructuredDatasetType, literal_type::Type};

/// What [`Builder::cast`](crate::builder::Builder::cast) makes of a promise: a file, a directory or a table, as one of
/// another declared type.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` can't be cast to a `{B}` [AIL0741]",
    label = "only files, directories and tables are cast, each to another declared type of its own kind"
)]
pub trait CastTo<B> {}

/// Why a value of the one type can't be bound where the other is wanted, if it can't.
pub(crate) fn misfit(from: &LiteralType, to: &LiteralType) -> Option<String> {
    match (from.r#type.as_ref()?, to.r#type.as_ref()?) {
        (Type::Blob(from), Type::Blob(to)) => formats(&from.format, &to.format, from.format == to.format),
        (Type::StructuredDatasetType(from), Type::StructuredDatasetType(to)) => tables(from, to),
        (Type::CollectionType(from), Type::CollectionType(to))
        | (Type::MapValueType(from), Type::MapValueType(to)) => misfit(from, to),
        (Type::Blob(_) | Type::StructuredDatasetType(_), Type::UnionType(union)) => {
            let kind = |ty: &LiteralType| ty.r#type.as_ref().map(std::mem::discriminant);
            let mut variants = union.variants.iter().filter(|variant| kind(variant) == kind(from));
            let first = misfit(from, variants.next()?)?;
            variants.all(|variant| misfit(from, variant).is_some()).then_some(first)
        }
        _ => None,
    }
}

fn tables(from: &StructuredDatasetType, to: &StructuredDatasetType) -> Option<String> {
    let missing = |wanted: &DatasetColumn| {
        let Some(found) = from.columns.iter().find(|column| column.name == wanted.name) else {
            return Some(format!("the column `{}` is not declared", wanted.name));
        };
        let [found, ty] =
            [found, wanted].map(|column| column.literal_type.as_ref().map(name).unwrap_or_default());
        (found != ty).then(|| format!("the column `{}` is declared as {found}, not as {ty}", wanted.name))
    };
    let columns = if from.columns.is_empty() { None } else { to.columns.iter().find_map(missing) };
    columns.or_else(|| formats(&from.format, &to.format, from.format.eq_ignore_ascii_case(&to.format)))
}

fn formats(from: &str, to: &str, are_equal: bool) -> Option<String> {
    let fits = from.is_empty() || to.is_empty() || are_equal;
    (!fits).then(|| format!("the format is `{from}`, not `{to}`"))
}

#[cfg(test)]
mod tests {
    use super::misfit;
    use aileron_idl::core::structured_dataset_type::DatasetColumn;
    use aileron_idl::core::{LiteralType, SimpleType, StructuredDatasetType, literal_type::Type};

    fn table(columns: &[(&str, SimpleType)], format: &str) -> LiteralType {
        let column = |(name, ty): &(&str, SimpleType)| DatasetColumn {
            name: (*name).to_owned(),
            literal_type: Some(LiteralType {
                r#type: Some(Type::Simple(*ty as i32)),
                ..LiteralType::default()
            }),
        };
        let ty = StructuredDatasetType {
            columns: columns.iter().map(column).collect(),
            format: format.to_owned(),
            ..StructuredDatasetType::default()
        };
        LiteralType { r#type: Some(Type::StructuredDatasetType(ty)), ..LiteralType::default() }
    }

    #[test]
    fn wanted_columns_are_among_the_declared_ones() {
        let any = table(&[], "");
        let wide = table(&[("a", SimpleType::Integer), ("b", SimpleType::String)], "parquet");
        let narrow = table(&[("a", SimpleType::Integer)], "Parquet");
        for (from, to) in [(&any, &wide), (&wide, &any), (&wide, &narrow)] {
            assert_eq!(misfit(from, to), None);
        }
        assert_eq!(misfit(&narrow, &wide), Some("the column `b` is not declared".to_owned()));
        let float = table(&[("a", SimpleType::Float)], "");
        let why = "the column `a` is declared as integer, not as float";
        assert_eq!(misfit(&narrow, &float), Some(why.to_owned()));
        let csv = table(&[], "csv");
        assert_eq!(misfit(&narrow, &csv), Some("the format is `Parquet`, not `csv`".to_owned()));
    }
}
