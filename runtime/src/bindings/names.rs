//! Names of things on Flyte as identifiers of Rust.

use std::collections::BTreeSet;

/// The words that can't be identifiers as they are.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    "self", "Self", "super",
];
/// Those that can't be identifiers at all.
const NEVER: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// Names of types and of crates that the source uses, and those that everybody expects to be Rust's.
const TAKEN: [&str; 53] = [
    "Any",
    "BTreeMap",
    "Box",
    "Bytes",
    "Clone",
    "Context",
    "Copy",
    "Csv",
    "DateTime",
    "Debug",
    "Default",
    "Directory",
    "Drop",
    "Eq",
    "Err",
    "File",
    "FlyteError",
    "FlyteType",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Hashed",
    "Hdf5",
    "Html",
    "Into",
    "Iterator",
    "Jpeg",
    "Json",
    "NaiveDate",
    "None",
    "Ok",
    "Option",
    "Ord",
    "Outputs",
    "Parquet",
    "PartialEq",
    "PartialOrd",
    "Pdf",
    "Png",
    "Recoverable",
    "Result",
    "Send",
    "Some",
    "String",
    "StructuredDataset",
    "Svg",
    "Sync",
    "Text",
    "TimeDelta",
    "Utc",
    "Value",
    "Vec",
];
const CRATES: [&str; 4] = ["aileron", "core", "serde", "std"];

/// The name as an identifier of the same spelling, if it can be one: `r#type` for `type`.
pub(super) fn exactly(name: &str) -> Option<String> {
    let mut letters = name.chars();
    let begins = letters.next().is_some_and(|letter| letter == '_' || letter.is_alphabetic());
    if !begins || !letters.all(|letter| letter == '_' || letter.is_alphanumeric()) || NEVER.contains(&name) {
        return None;
    }
    Some(if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() })
}

/// Whether a text is a path of Rust: `serde::Serialize`.
pub(crate) fn is_path(text: &str) -> bool {
    text.split("::").all(|word| exactly(word).is_some())
}

/// An identifier that is like the name.
fn like(name: &str) -> String {
    let mut text: String =
        name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' }).collect();
    if !text.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') || NEVER.contains(&&*text) {
        text.insert(0, '_');
    }
    if text.chars().all(|letter| letter == '_') {
        text.push('x');
    }
    exactly(&text).unwrap_or(text)
}

/// A name that is not taken: the name itself, or with a number.
pub(super) fn free(name: String, taken: &mut BTreeSet<String>) -> String {
    if taken.insert(name.clone()) {
        return name;
    }
    let other = (2..).map(|number| format!("{}{number}", name.trim_start_matches("r#")));
    let name = other.into_iter().find(|name| !taken.contains(name)).unwrap_or(name);
    taken.insert(name.clone());
    name
}

/// The name of a function or of a module.
pub(super) fn item(name: &str) -> String {
    like(name)
}

/// The name of a module: one that hides neither a type that the source uses nor a crate.
pub(super) fn module(name: &str) -> String {
    let name = like(name);
    if TAKEN.contains(&&*name) || CRATES.contains(&&*name) { format!("{name}_") } else { name }
}

/// The name of a type: `LargeModel` for `large_model` and for `large-model`.
pub(super) fn camel(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    // A text in capitals is a word.
    let is_loud = !name.chars().any(char::is_lowercase);
    let camel: String = words
        .map(|word| {
            let mut letters = word.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            let rest = letters.as_str();
            first + &if is_loud { rest.to_lowercase() } else { rest.to_owned() }
        })
        .collect();
    if camel.starts_with(|letter: char| letter.is_alphabetic()) { camel } else { format!("X{camel}") }
}

/// The names that no type of the source may have.
pub(super) fn taken_types() -> BTreeSet<String> {
    TAKEN.iter().map(|name| (*name).to_owned()).collect()
}

/// The variants of an enum of texts.
pub(super) fn variants(values: &[String]) -> Vec<String> {
    // `Self` is the only word that a name like this may be.
    let mut taken = BTreeSet::from(["Self".to_owned()]);
    values.iter().map(|value| free(camel(value), &mut taken)).collect()
}

/// The fields of a struct.
pub(super) fn fields<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names.into_iter().map(|name| free(like(name), &mut taken)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_an_identifier_as_it_is() {
        for (name, ident) in [
            ("x", Some("x")),
            ("type", Some("r#type")),
            ("größe", Some("größe")),
            ("self", None),
            ("a-b", None),
            ("1a", None),
            ("", None),
            ("_", None),
        ] {
            assert_eq!(exactly(name).as_deref(), ident, "{name}");
        }
    }

    #[test]
    fn other_names_become_like_ones() {
        for (name, ident) in [
            ("a-b", "a_b"),
            ("1a", "_1a"),
            ("self", "_self"),
            ("match", "r#match"),
            ("", "_x"),
            ("--", "__x"),
        ] {
            assert_eq!(like(name), ident);
        }
        assert_eq!(
            (module("std"), module("Vec"), module("etl")),
            ("std_".into(), "Vec_".into(), "etl".into())
        );
    }

    #[test]
    fn types_are_in_camel_case() {
        for (name, ident) in [
            ("large_model", "LargeModel"),
            ("RED", "Red"),
            ("sky-blue", "SkyBlue"),
            ("PythonPickle", "PythonPickle"),
            ("1", "X1"),
            ("", "X"),
            ("grün", "Grün"),
        ] {
            assert_eq!(camel(name), ident);
        }
    }

    #[test]
    fn a_second_one_has_a_number() {
        assert_eq!(
            variants(&["a".into(), "A".into(), "a!".into(), "self".into()]),
            ["A", "A2", "A3", "Self2"]
        );
        assert_eq!(fields(["type", "r", "a b", "a_b"]), ["r#type", "r", "a_b", "a_b2"]);
    }
}
