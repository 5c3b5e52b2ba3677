//! Writes the specs to a folder, one file per spec.

use super::files::File;
use super::{Error, Specs};
use crate::storage;
use std::collections::HashSet;
use std::path::Path;
use std::{fs, io};

/// The format of a spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Protobuf,
}

impl Format {
    fn extension(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Protobuf => "pb",
        }
    }

    fn bytes(self, file: &File) -> Vec<u8> {
        match self {
            Format::Json => format!("{:#}\n", file.spec.json()).into_bytes(),
            Format::Protobuf => {
                let mut bytes = Vec::new();
                file.spec.encode(&mut bytes);
                bytes
            }
        }
    }
}

/// Writes each spec to the folder, which is created if it does not exist. Returns the names of other files in it that
/// look like specs: flytectl would register those as well.
///
/// # Errors
/// Fails if the folder or a file can't be written.
pub(crate) fn write(specs: &Specs<'_>, folder: &Path, format: Format) -> Result<Vec<String>, Error> {
    let failed = |error| Error::Write { path: folder.to_owned(), error };
    if folder.exists() && !folder.is_dir() {
        return Err(failed(io::ErrorKind::NotADirectory.into()));
    }
    fs::create_dir_all(folder).map_err(failed)?;
    let mut written = HashSet::new();
    for file in specs.files() {
        let name = format!("{}.{}", file.name, format.extension());
        let path = folder.join(&name);
        storage::save(&path, |to| to.write_all(&format.bytes(&file)))
            .map_err(|error| Error::Write { path, error })?;
        written.insert(name);
    }
    let mut stale = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        if is_spec(&name) && !written.contains(&name) {
            stale.push(name);
        }
    }
    stale.sort_unstable();
    Ok(stale)
}

/// Whether a file has the name of a spec: a number, an entity's name, and the number of its kind.
fn is_spec(name: &str) -> bool {
    let stem = name.strip_suffix(".pb").or_else(|| name.strip_suffix(".json"));
    let parts = stem.and_then(|stem| Some((stem.split_once('_')?.0, stem.rsplit_once('_')?.1)));
    parts.is_some_and(|(index, kind)| index.parse::<u32>().is_ok() && matches!(kind, "1" | "2" | "3"))
}
