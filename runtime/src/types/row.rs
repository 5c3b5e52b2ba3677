//! The rows of a table, and the columns that they declare.

use super::{FlyteType, literal, union};
use aileron_idl::core::{LiteralType, literal_type::Type};

/// A row of a [`StructuredDataset`](crate::data): its fields are the columns.
///
/// Structs with named fields that derive [`FlyteType`](macro@crate::FlyteType) are rows. So is [`serde_json::Value`], which
/// declares no columns.
///
/// ```
/// use aileron::FlyteType;
/// use aileron::data::Row;
///
/// #[derive(FlyteType)]
/// struct Sale {
///     shop: String,
///     cents: Option<i64>,
/// }
///
/// fn is_a_row<R: Row>() {}
/// is_a_row::<Sale>();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row of a dataset [AIL0319]",
    label = "this type declares no columns",
    note = "derive `aileron::FlyteType` for a struct whose named fields are the columns, or write `StructuredDataset` without a row, which may have any columns"
)]
pub trait Row: FlyteType {}

impl Row for serde_json::Value {}

/// The name and the type of a column.
pub type Column = (String, LiteralType);

/// The columns of a field: those of a struct by path, `a.b`, as in flytekit (`types/structured/structured_dataset.py`);
/// otherwise the field itself.
pub(super) fn flattened(name: &str, inner: Vec<Column>, ty: fn() -> LiteralType) -> Vec<Column> {
    if inner.is_empty() {
        return vec![(name.to_owned(), present(ty()))];
    }
    inner.into_iter().map(|(inner, ty)| (format!("{name}.{inner}"), ty)).collect()
}

/// The type without none: in any column a value may be missing.
fn present(ty: LiteralType) -> LiteralType {
    match ty.r#type {
        Some(Type::UnionType(mut union)) => {
            union.variants.retain(|variant| !union::accepts_none(variant));
            match union.variants.pop() {
                Some(only) if union.variants.is_empty() => LiteralType { structure: None, ..only },
                last => {
                    union.variants.extend(last);
                    literal::literal_type(Type::UnionType(union))
                }
            }
        }
        _ => ty,
    }
}
