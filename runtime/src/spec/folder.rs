//! The specs as one file each in a folder.

use super::files::File;
use super::{Error, Specs};
use crate::storage;
use std::collections::HashSet;
use std::path::Path;
use std::{fs, io};

/// How a spec is written.
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

/// Writes each spec into the folder, which is made if need be. Gives the files of specs that were there and are not
/// among them: flytectl would register those as well.
///
/// # Errors
/// When the folder or a file can't be written.
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

/// Whether a file is named like a spec: a number, an entity, and the number of its kind.
fn is_spec(name: &str) -> bool {
    let stem = name.strip_suffix(".pb").or_else(|| name.strip_suffix(".json"));
    let parts = stem.and_then(|stem| Some((stem.split_once('_')?.0, stem.rsplit_once('_')?.1)));
    parts.is_some_and(|(index, kind)| index.parse::<u32>().is_ok() && matches!(kind, "1" | "2" | "3"))
}
