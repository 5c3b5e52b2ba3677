//! The content behind the addresses in literals.

use aileron_idl::core::{Literal, LiteralMap, literal::Value, scalar};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Replaces each address by its content, since two runs write the same bytes to different places. `find` returns the
/// path
/// of an address on this machine.
#[must_use]
pub fn resolved(map: LiteralMap, find: &impl Fn(&str) -> PathBuf) -> LiteralMap {
    let literals = map.literals.into_iter().map(|(name, literal)| (name, of(literal, find)));
    LiteralMap { literals: literals.collect() }
}

fn of(mut literal: Literal, find: &impl Fn(&str) -> PathBuf) -> Literal {
    let at = |uri: &str| {
        let path = find(uri);
        format!("{:?}{}", path.file_name().filter(|_| path.is_file()), content(&path))
    };
    match &mut literal.value {
        Some(Value::Scalar(value)) => match &mut value.value {
            Some(scalar::Value::Blob(blob)) => blob.uri = at(&blob.uri),
            Some(scalar::Value::StructuredDataset(dataset)) => dataset.uri = at(&dataset.uri),
            Some(scalar::Value::Union(union)) => {
                union.value = union.value.take().map(|value| Box::new(of(*value, find)));
            }
            _ => {}
        },
        Some(Value::Collection(items)) => {
            items.literals =
                std::mem::take(&mut items.literals).into_iter().map(|one| of(one, find)).collect();
        }
        Some(Value::Map(map)) => *map = resolved(std::mem::take(map), find),
        _ => {}
    }
    literal
}

/// The content of a file, or the name and content of each file below a directory, sorted.
fn content(path: &Path) -> String {
    if path.is_file() {
        let bytes = fs::read(path).expect("a file that can be read");
        return format!(" {}", bytes.escape_ascii());
    }
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().fold(String::new(), |mut all, path| {
        let name = path.file_name().expect("a name").display();
        // Writing to a string does not fail.
        let _ = write!(all, "/{name}({})", content(path));
        all
    })
}
