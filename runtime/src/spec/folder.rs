//! The specs as one file each in a folder.

use super::files::File;
use super::{Error, Specs};
use std::fs;
use std::path::Path;

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

/// Writes each spec into the folder, which is made if need be.
///
/// # Errors
/// When the folder or a file can't be written.
pub(crate) fn write(specs: &Specs<'_>, folder: &Path, format: Format) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|error| Error::Write { path: folder.to_owned(), error })?;
    for file in specs.files() {
        let path = folder.join(format!("{}.{}", file.name, format.extension()));
        fs::write(&path, format.bytes(&file)).map_err(|error| Error::Write { path, error })?;
    }
    Ok(())
}
