//! The inputs of an attempt, as another process reads them.

use crate::storage::Location;
use aileron_idl::core::{Literal, LiteralCollection, literal::Value, scalar};

/// Makes the relative paths of files, directories and tables in the value absolute, since the process has a working directory of
/// its own.
pub(super) fn make_absolute(literal: &mut Literal) {
    match &mut literal.value {
        Some(Value::Collection(list)) => list.literals.iter_mut().for_each(make_absolute),
        Some(Value::Map(map)) => map.literals.values_mut().for_each(make_absolute),
        Some(Value::Scalar(scalar)) => match &mut scalar.value {
            Some(scalar::Value::Blob(blob)) => whole(&mut blob.uri),
            Some(scalar::Value::StructuredDataset(dataset)) => whole(&mut dataset.uri),
            Some(scalar::Value::Schema(schema)) => whole(&mut schema.uri),
            Some(scalar::Value::Union(union)) => {
                union.value.iter_mut().for_each(|inner| make_absolute(inner));
            }
            _ => {}
        },
        _ => {}
    }
}

fn whole(uri: &mut String) {
    let Ok(location) = Location::parse(uri.as_ref()) else { return };
    let path = location.path().filter(|path| path.is_relative());
    if let Some(path) = path.and_then(|path| std::path::absolute(path).ok()) {
        *uri = Location::Local(path).uri();
    }
}

/// A list with this literal as the element of that number. The others are left out, since the process reads only its own: a map
/// would write its lists as often as they are long.
pub(super) fn as_element(number: usize, literal: Literal) -> Literal {
    let mut literals = vec![Literal::default(); number];
    literals.push(literal);
    Literal { value: Some(Value::Collection(LiteralCollection { literals })), ..Literal::default() }
}

#[cfg(test)]
mod tests {
    use super::make_absolute;
    use crate::data::{Directory, File};
    use crate::types::{self, FlyteType, json};
    use serde_json::json;

    /// The value that a person writes so, as a person would read it then.
    fn absolute<T: FlyteType>(text: &str) -> serde_json::Value {
        let mut literal = types::parse(text, &T::literal_type()).expect("a literal");
        make_absolute(&mut literal);
        json::write(&literal)
    }

    #[test]
    fn only_relative_paths_change() {
        let here = std::env::current_dir().expect("a working directory");
        let whole = here.join("a/b.txt").display().to_string();
        assert_eq!(absolute::<Vec<Option<File>>>("[\"a/b.txt\"]"), json!([whole]));
        assert_eq!(absolute::<Directory>("a/b.txt"), json!(whole));
        for same in ["/a/b.txt", "s3://bucket/a"] {
            assert_eq!(absolute::<File>(same), json!(same));
        }
        assert_eq!(absolute::<String>("a/b.txt"), json!("a/b.txt"));
    }
}
