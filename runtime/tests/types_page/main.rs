//! Checks the Rust of the page of types; the conformance tests ask flytekit about its Python.

mod rows;

use aileron::idl::core::blob_type::BlobDimensionality;
use aileron::idl::core::{LiteralType, SimpleType, literal_type::Type};
use rows::{PAGE, declared, quoted, rows, types};

/// The beginning of the first column for a type.
fn name(ty: &LiteralType) -> Vec<&'static str> {
    match ty.r#type.as_ref().expect("a type") {
        Type::Simple(kind) => vec![SimpleType::try_from(*kind).expect("a known one").as_str_name()],
        Type::CollectionType(_) => vec!["collection_type"],
        Type::MapValueType(_) => vec!["map_value_type"],
        Type::EnumType(_) => vec!["enum_type"],
        Type::UnionType(_) => vec!["union_type"],
        Type::Blob(blob) => {
            let kind = BlobDimensionality::try_from(blob.dimensionality).expect("a known one");
            vec!["blob", kind.as_str_name()]
        }
        Type::StructuredDatasetType(_) => vec!["structured_dataset_type"],
        Type::Schema(_) => vec!["schema"],
    }
}

#[test]
fn each_row_is_one_type() {
    let mut types = types();
    for row in rows() {
        let mut of_row =
            row.rust.iter().map(|rust| types.remove(rust).unwrap_or_else(|| panic!("`{rust}` is in no row")));
        let first = of_row.next().unwrap_or_else(|| panic!("{} has no Rust type", row.flyte));
        assert!(quoted(row.flyte).starts_with(&name(&first)), "{}: {first:?}", row.flyte);
        assert!(of_row.all(|other| other == first), "{}", row.flyte);
        assert!(row.python.starts_with("none") || quoted(row.python).len() == 1, "{}", row.python);
    }
    assert!(types.is_empty(), "not on the page: {:?}", types.keys());
}

#[test]
fn the_page_declares_the_types_of_this_test() {
    assert!(PAGE.contains(declared()), "{}", declared());
}
