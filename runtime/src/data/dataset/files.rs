//! The files that a dataset is made of.

use super::TableFormat;
use super::folders::{self, Folder};
use crate::context::io_error;
use crate::storage::{ListedFile, Location};
use std::io;

/// A file of a dataset.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) location: Location,
    /// What the folders around it tell of its rows.
    pub(super) folders: Vec<Folder>,
}

/// The files of a dataset, in order: itself, or those below it.
///
/// What begins with a dot or an underscore is somebody's bookkeeping (`_SUCCESS`, `.part.crc`), but for flytekit's
/// `.csv`.
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
        let why = format!("`{location}` holds no file, so it is no dataset of the format {}", kind.name());
        return Err(io::Error::new(io::ErrorKind::NotFound, why));
    }
    Ok(files)
}
