//! Checks the addresses in a program's outputs: those on this machine must be its own files or its inputs.

use super::left;
use crate::storage::Location;
use aileron_idl::core::{Literal, LiteralMap, literal::Value, scalar};
use std::path::Path;

/// Checks that each address in the value is in a store, or is an input, or names a file that the program wrote to its
/// own folder.
///
/// # Errors
/// Says what is wrong, in words that follow "the output".
pub(super) fn check(literal: &Literal, inputs: &LiteralMap, folder: &Path) -> Result<(), String> {
    let mut given = Vec::new();
    inputs.literals.values().for_each(|input| collect(input, &mut given));
    let mut named = Vec::new();
    collect(literal, &mut named);
    for address in named.into_iter().filter(|address| !given.contains(address)) {
        let Ok(location) = Location::parse(address.as_ref()) else { continue };
        let Some(path) = location.path() else { continue };
        if !path.starts_with(folder) {
            return Err(format!(
                "names `{address}` on this machine, which is neither an input nor one of its own files; the program has to \
                 write its files below `{{{{.rawOutputDataPrefix}}}}`"
            ));
        }
        left::look(folder, path).map_err(|why| format!("names `{address}`, which {why}"))?;
    }
    Ok(())
}

/// Collects the addresses of the files, directories and tables in the value.
fn collect<'a>(literal: &'a Literal, into: &mut Vec<&'a str>) {
    match &literal.value {
        Some(Value::Collection(list)) => list.literals.iter().for_each(|item| collect(item, into)),
        Some(Value::Map(map)) => map.literals.values().for_each(|item| collect(item, into)),
        Some(Value::Scalar(scalar)) => match &scalar.value {
            Some(scalar::Value::Blob(blob)) => into.push(&blob.uri),
            Some(scalar::Value::StructuredDataset(dataset)) => into.push(&dataset.uri),
            Some(scalar::Value::Schema(schema)) => into.push(&schema.uri),
            Some(scalar::Value::Union(union)) => {
                union.value.iter().for_each(|inner| collect(inner, into));
            }
            _ => {}
        },
        _ => {}
    }
}
