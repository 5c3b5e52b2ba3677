//! The files of a dataset.

use super::TableFormat;
use super::folders::{self, Folder};
use crate::context::io_error;
use crate::storage::{ListedFile, Location};
use std::io;

/// A file of a dataset.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) location: Location,
    /// The columns that the folders around it declare.
    pub(super) folders: Vec<Folder>,
}

/// The files of a dataset, sorted: the file itself, or those below the directory.
///
/// Names that begin with a dot or an underscore are other tools' bookkeeping (`_SUCCESS`, `.part.crc`), except
/// flytekit's `.csv`.
pub(super) fn list(location: &Location, kind: TableFormat) -> io::Result<Vec<Part>> {
    let Some(below) = location.below().map_err(io_error)? else {
        return Ok(vec![Part { location: location.clone(), folders: Vec::new() }]);
    };
    let is_part = |entry: &&ListedFile| {
        let name = entry.name.rsplit('/').next().unwrap_or(&entry.name);
        entry.size > 0 && (!entry.name.split('/').any(|part| part.starts_with(['.', '_'])) || name == ".csv")
    };
    let files = below
        .iter()
        .filter(is_part)
        .map(|entry| Part { location: location.join(&entry.name), folders: folders::from_path(&entry.name) });
    let files: Vec<_> = files.collect();
    if files.is_empty() {
        let why = format!("`{location}` holds no file, so it is not a dataset of the format {}", kind.name());
        return Err(io::Error::new(io::ErrorKind::NotFound, why));
    }
    Ok(files)
}
