//! What a name means by Rust's naming conventions. Macros see no types.

use syn::{Ident, Path};

/// The order in which a map is gone through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MapOrder {
    /// `BTreeMap`: that of the keys.
    Sorted,
    /// `HashMap`: another one each time.
    Random,
}

/// The order of the map that a type is, by its name.
pub(crate) fn map_order(name: &Ident) -> Option<MapOrder> {
    match name.to_string().as_str() {
        "HashMap" => Some(MapOrder::Random),
        "BTreeMap" => Some(MapOrder::Sorted),
        _ => None,
    }
}

/// `Type::function`: the last but one segment names a type.
pub(crate) fn is_associated(path: &Path) -> bool {
    const PRIMITIVES: [&str; 17] = [
        "bool", "char", "str", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
        "u64", "u128", "usize",
    ];
    path.segments.iter().rev().nth(1).is_some_and(|segment| {
        let name = segment.ident.to_string();
        is_type_name(&name) || PRIMITIVES.contains(&&*name)
    })
}

/// By Rust's naming: types, variants, tuple structs and constants begin with a capital.
pub(crate) fn is_type_name(name: &str) -> bool {
    name.trim_start_matches("r#").chars().find(|c| *c != '_').is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn types_are_known_by_their_capital() {
        assert!(is_type_name("Vec") && is_type_name("__Private") && is_type_name("MAX"));
        assert!(!is_type_name("word_count") && !is_type_name("r#type") && !is_type_name("_"));
    }

    #[test]
    fn associated_functions_hang_on_a_type() {
        assert!(is_associated(&parse_quote!(std::time::Duration::from_secs)));
        assert!(is_associated(&parse_quote!(i64::from)));
        assert!(!is_associated(&parse_quote!(steps::clean)));
        assert!(!is_associated(&parse_quote!(clean)));
    }
}
